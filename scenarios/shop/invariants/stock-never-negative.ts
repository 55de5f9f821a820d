/** A shop cannot promise what it does not have: no prefix of a product's stream may fold to less than nothing. */
import type { Invariant } from '../../../harness/invariants/invariant.ts';
import { finder, order, product } from './shop.ts';
import { Streams } from './streams.ts';

const found = finder('stock-never-negative');

export const stockNeverNegative: Invariant = {
  name: 'stock-never-negative',
  says: 'In every prefix of every stream the stock is zero or more.',
  create() {
    const streams = new Streams();
    return {
      onChange(change) {
        const stream = streams.onChange(change);
        if (!stream || stream.stock >= 0) return [];
        const event = change.after!;
        return [
          found(
            change.atMs,
            product(event.stream_id),
            `stock is ${stream.stock} after version ${event.version} (${event.type} ${event.qty} for ${event.order_id})`,
            [order(event.order_id)],
          ),
        ];
      },
    };
  },
};
