/** A delivery that was taken is on the shelf as it was told of, and one is turned away only for another of its id. */
import type { Document } from 'bson';
import { type Answer, invariant, type Stores } from '../../../groundhog/index.ts';
import { product, SHOP_DB } from './shop.ts';

interface Delivery {
  restock_id: string;
  product_id: string;
  qty: number;
}

function storedOf(stores: Stores, { restock_id, product_id }: Delivery): Document | undefined {
  for (const event of stores.all(SHOP_DB, 'events'))
    if (event.type === 'restocked' && event.stream_id === product_id && event.order_id === restock_id)
      return event;
  return undefined;
}

export const restockIsKept = invariant(
  'restock-is-kept',
  'A delivery that was answered 200 is in its stream as it was told of; 409 is answered only where its id is known with another quantity.',
  (found) => ({
    onAnswer(answer: Answer, stores) {
      if (answer.kind !== 'restock' || (answer.status !== 200 && answer.status !== 409)) return [];
      const told = answer.payload as Delivery;
      const stored = storedOf(stores, told);
      const isAsTold = stored?.qty === told.qty;
      if (answer.status === 200 ? isAsTold : stored !== undefined && !isAsTold) return [];
      const how = stored ? `the stream has ${stored.qty}` : 'it is not in the stream';
      return [
        found(
          answer.atMs,
          product(told.product_id),
          `restock ${told.restock_id} of ${told.qty} was answered ${answer.status}, but ${how}`,
        ),
      ];
    },
  }),
);
