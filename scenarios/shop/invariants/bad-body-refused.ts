/** A bad body is refused, the refusal names the field, and nothing is left of it. A good one is never called bad. */
import { type Answer, invariant, type Violation } from '../../../groundhog/index.ts';
import { badField, isIn, isOrder, order, SHOP_DB } from './shop.ts';

/** Neither yes nor no: nothing was heard, the service was at fault or busy. */
const isUndecided = (status: number): boolean =>
  status === 0 || status >= 500 || status === 408 || status === 429;

function wrongWithBad(answer: Answer, field: string): string | undefined {
  const { status, body } = answer;
  if (isUndecided(status)) return undefined;
  if (status < 400) return `a body with a bad ${field} was answered ${status}`;
  if (body?.field === field) return undefined;
  return `a body with a bad ${field} was answered ${status} without naming the field: ${JSON.stringify(body)}`;
}

export const badBodyRefused = invariant(
  'bad-body-refused',
  'A bad body gets a 4xx that names the field and leaves no order behind; a good body is accepted or, under a taken id, answered 409, and before there is such a product 422.',
  (found) => {
    /** When each product was first there. */
    const since = new Map<string, number>();
    // Orders that were only ever asked for with bad bodies must not exist.
    const onlyBad = new Map<string, boolean>();
    return {
      onChange(change) {
        if (change.op !== 'insert' || !change.after || !isIn(change, 'events')) return [];
        const id = String(change.after.stream_id);
        if (!since.has(id)) since.set(id, change.atMs);
        return [];
      },
      onAnswer(answer) {
        if (!isOrder(answer)) return [];
        const { key, status, atMs } = answer;
        const bad = badField(answer);
        if (bad !== undefined) {
          if (key !== '') onlyBad.set(key, onlyBad.get(key) ?? true);
          const wrong = wrongWithBad(answer, bad);
          return wrong ? [found(atMs, order(key), wrong)] : [];
        }
        onlyBad.set(key, false);
        if (isUndecided(status) || status === 202 || status === 409) return [];
        const wanted = (answer.payload as { product_id?: unknown } | undefined)?.product_id;
        const wasThere = (since.get(String(wanted)) ?? Number.POSITIVE_INFINITY) < answer.sentMs;
        if (status === 422 && answer.body?.field === 'product_id' && !wasThere) return [];
        return [
          found(atMs, order(key), `a good body was answered ${status}: ${JSON.stringify(answer.body)}`),
        ];
      },
      atEnd(atMs, stores) {
        const wrong: Violation[] = [];
        for (const [id, isOnlyBad] of onlyBad)
          if (isOnlyBad && stores.get(SHOP_DB, 'sagas', id))
            wrong.push(found(atMs, order(id), 'exists, though only bad bodies asked for it'));
        return wrong;
      },
    };
  },
);
