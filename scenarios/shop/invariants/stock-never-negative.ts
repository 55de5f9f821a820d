/** A shop cannot promise what it does not have: no prefix of a product's stream may fold to less than nothing. */
import { invariant } from '../../../groundhog/index.ts';
import { order, product } from './shop.ts';
import { Streams } from './streams.ts';

export const stockNeverNegative = invariant(
  'stock-never-negative',
  'In every prefix of every stream the stock is zero or more.',
  (found) => {
    const streams = new Streams();
    return {
      state: (subject) => streams.state(subject),
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
);
