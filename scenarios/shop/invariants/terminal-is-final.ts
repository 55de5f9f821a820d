/**
 * Confirmed and rejected are last words, in the store and to anyone who was told.
 *
 * Two clients that were told different ends were lied to, whenever that was. Going back to `pending` is only held
 * against answers to one client whose request was sent after it had been told the end.
 */
import { type Answer, invariant } from '../../../groundhog/index.ts';
import { isIn, isOrder, isTerminal, order, SHOP_DB } from './shop.ts';

interface Told {
  status: string;
  /** When each client was first told. */
  toldMs: Map<string, number>;
}

/** The state an answer tells, or undefined if it tells none. An order is also told of when it is sent again. */
function statusTold(answer: Answer): string | undefined {
  const isAboutOrder =
    answer.kind === 'read-order' ? answer.status === 200 : isOrder(answer) && answer.status === 202;
  const status = isAboutOrder ? answer.body?.status : undefined;
  return typeof status === 'string' ? status : undefined;
}

export const terminalIsFinal = invariant(
  'terminal-is-final',
  'An order that was confirmed or rejected stays so: in the store, and as told to clients.',
  (found) => {
    const toldOf = new Map<string, Told>();

    return {
      onChange(change) {
        if (!isIn(change, 'sagas') || !isTerminal(change.before?.status)) return [];
        const before = change.before!.status;
        const after = change.after?.status ?? 'gone';
        return after === before
          ? []
          : [found(change.atMs, order(change.id), `was ${before} and became ${after}`)];
      },
      onAnswer(answer) {
        const status = statusTold(answer);
        if (status === undefined) return [];
        const told = toldOf.get(answer.key);
        if (isTerminal(status)) {
          if (told && told.status !== status)
            return [
              found(answer.atMs, order(answer.key), `was told to be ${told.status}, and then ${status}`),
            ];
          const first = told ?? { status, toldMs: new Map<string, number>() };
          if (!first.toldMs.has(answer.client)) first.toldMs.set(answer.client, answer.atMs);
          toldOf.set(answer.key, first);
          return [];
        }
        const toldMs = told?.toldMs.get(answer.client);
        if (toldMs === undefined || answer.sentMs <= toldMs) return [];
        return [
          found(
            answer.atMs,
            order(answer.key),
            `was told to be ${told!.status}, and then ${status}, both to ${answer.client}`,
          ),
        ];
      },
      atEnd(atMs, stores) {
        const wrong = [];
        for (const [id, { status }] of toldOf) {
          const stored = stores.get(SHOP_DB, 'sagas', id)?.status ?? 'gone';
          if (stored !== status)
            wrong.push(found(atMs, order(id), `was told to be ${status}, but the store has it ${stored}`));
        }
        return wrong;
      },
    };
  },
);
