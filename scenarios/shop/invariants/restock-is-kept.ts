/** A delivery that was taken is on the shelf as it was told of, and one is turned away only for another of its id. */
import { invariant } from '../../../groundhog/index.ts';
import { isIn, product } from './shop.ts';

interface Delivery {
  restock_id: string;
  product_id: string;
  qty: number;
}

const keyOf = (productId: unknown, restockId: unknown): string => JSON.stringify([productId, restockId]);

export const restockIsKept = invariant(
  'restock-is-kept',
  'A delivery that was answered 200 is in its stream as it was told of; 409 is answered only where its id is known with another quantity.',
  (found) => {
    /** Units by delivery. Of one that came twice the first counts: that it did is another's to judge. */
    const stored = new Map<string, unknown>();
    return {
      onChange(change) {
        const event = change.after;
        if (!event || change.op !== 'insert' || !isIn(change, 'events') || event.type !== 'restocked')
          return [];
        const key = keyOf(event.stream_id, event.order_id);
        if (!stored.has(key)) stored.set(key, event.qty);
        return [];
      },
      onAnswer({ kind, status, payload, atMs }) {
        if (kind !== 'restock' || (status !== 200 && status !== 409)) return [];
        const { restock_id, product_id, qty } = payload as Delivery;
        const has = stored.get(keyOf(product_id, restock_id));
        if (status === 200 ? has === qty : has !== undefined && has !== qty) return [];
        const how = has === undefined ? 'it is not in the stream' : `the stream has ${has}`;
        const told = `restock ${restock_id} of ${qty} was answered ${status}, but ${how}`;
        return [found(atMs, product(product_id), told)];
      },
    };
  },
);
