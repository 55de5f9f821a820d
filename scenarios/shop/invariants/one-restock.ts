/** Restocking has an identity too: the same delivery put on the shelf twice makes units out of nothing. */
import { invariant } from '../../../groundhog/index.ts';
import { isIn, product } from './shop.ts';
import { isPoison } from './streams.ts';

export const oneRestock = invariant(
  'one-restock',
  'A restock of one id is on the shelf at most once.',
  (found) => {
    const seen = new Set<string>();
    return {
      onChange(change) {
        const event = change.after;
        if (!event || change.op !== 'insert' || !isIn(change, 'events')) return [];
        if (isPoison(event) || event.type !== 'restocked') return [];
        const id = event.restock_id ?? event.order_id;
        if (id === undefined || id === null) return [];
        const key = JSON.stringify([event.stream_id, id]);
        if (seen.has(key))
          return [
            found(
              change.atMs,
              product(event.stream_id),
              `restock ${id} came again, at version ${event.version}`,
            ),
          ];
        seen.add(key);
        return [];
      },
    };
  },
);
