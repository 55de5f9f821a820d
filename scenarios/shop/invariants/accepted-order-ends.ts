/** An answer of 202 is a promise: the order is stored as it was sent, and it will come to an end. */
import type { Document } from 'bson';
import { invariant, type Violation } from '../../../groundhog/index.ts';
import { bodyOf, isIn, isOrder, isTerminal, order, product, SHOP_DB } from './shop.ts';

const same = (a: Document, b: Document): boolean => JSON.stringify(a) === JSON.stringify(b);

export const acceptedOrderEnds = invariant(
  'accepted-order-ends',
  'An order answered 202 is in the store as it was sent, from then on, and in the end every order is confirmed or rejected.',
  (found) => {
    const accepted = new Set<string>();
    return {
      onChange(change) {
        if (!isIn(change, 'sagas') || !change.before) return [];
        if (!change.after) return [found(change.atMs, order(change.id), 'was deleted from the store')];
        if (same(bodyOf(change.before, change.id), bodyOf(change.after, change.id))) return [];
        const became = JSON.stringify(bodyOf(change.after, change.id));
        return [found(change.atMs, order(change.id), `became another order in the store: ${became}`)];
      },
      onAnswer(answer, stores) {
        if (!isOrder(answer) || answer.status !== 202) return [];
        accepted.add(answer.key);
        const saga = stores.get(SHOP_DB, 'sagas', answer.key);
        if (!saga)
          return [found(answer.atMs, order(answer.key), 'was answered 202, but is not in the store')];
        const stored = bodyOf(saga, saga._id);
        if (!answer.payload || same(bodyOf(answer.payload), stored)) return [];
        return [
          found(
            answer.atMs,
            order(answer.key),
            `was answered 202, but the store has ${JSON.stringify(stored)}`,
          ),
        ];
      },
      atEnd(atMs, stores) {
        const wrong: Violation[] = [];
        for (const id of accepted)
          if (!stores.get(SHOP_DB, 'sagas', id))
            wrong.push(found(atMs, order(id), 'was answered 202, but was lost'));
        for (const saga of stores.all(SHOP_DB, 'sagas'))
          if (!isTerminal(saga.status))
            wrong.push(
              found(atMs, order(saga._id), `is still ${saga.status} in the end`, [product(saga.product_id)]),
            );
        return wrong;
      },
    };
  },
);
