/** What clients enter themselves: kept once promised, and a conflict is told as one. */
import type { Document } from 'bson';
import { type Answer, invariant } from '../../../groundhog/index.ts';
import { accountOf, LEDGER_DB, STREAMS } from '../names.ts';

const isEntry = ({ kind }: Answer): boolean => kind === 'entry' || kind === 'opening';

export const acknowledgedEntryIsKept = invariant(
  'acknowledged entries are kept',
  'An entry that was acknowledged is in its account in the end, as it was asked for.',
  (kept) => {
    const promised = new Map<string, Answer>();
    return {
      onAnswer(answer) {
        if (isEntry(answer) && answer.status >= 200 && answer.status < 300) promised.set(answer.key, answer);
        return [];
      },
      atEnd(atMs, stores) {
        const stored = new Map<string, string>();
        for (const stream of stores.all(LEDGER_DB, STREAMS))
          for (const { data } of stream.messages as Document[])
            stored.set(data.key, `${data.amount} in ${accountOf(stream)}`);
        return [...promised].flatMap(([key, { kind, status, expect, payload }]) => {
          const wanted = `${(payload as Document).amount} in ${expect?.account}`;
          if (stored.get(key) === wanted) return [];
          const told = `was answered ${status}, as ${wanted}; stored is ${stored.get(key) ?? 'none'}`;
          return [kept(atMs, `${kind} ${key}`, told)];
        });
      },
    };
  },
);

export const conflictToldAsOne = invariant(
  'conflicts are told as such',
  'Who appends at the same time as another is told of a conflict, or is let in; not of a duplicate key.',
  (conflict) => ({
    onAnswer(answer) {
      const { atMs, kind, key, status, body } = answer;
      if (!isEntry(answer) || !/E11000|duplicate key/.test(String(body?.error))) return [];
      return [conflict(atMs, `${kind} ${key}`, `was answered ${status} ${body!.error}`)];
    },
  }),
);
