/** Reserve and release happen once each for an order, however often they are asked for and in whatever order. */
import type { Document } from 'bson';
import { invariant } from '../../../groundhog/index.ts';
import { isIn, order, product } from './shop.ts';
import { isPoison } from './streams.ts';

/** What an order did in one stream so far. */
interface Held {
  reserved?: number;
  released?: number;
}

function wrongWith(held: Held, event: Document): string | undefined {
  const { type, version } = event;
  if (type === 'reserved' && held.reserved !== undefined)
    return `reserved a second time, at version ${version}`;
  if (type === 'reserved' && held.released !== undefined)
    return `reserved after its release, at version ${version}`;
  if (type === 'released' && held.released !== undefined)
    return `released a second time, at version ${version}`;
  if (type === 'released' && Number(event.qty) !== (held.reserved ?? 0))
    return `released ${event.qty} at version ${version}, but ${held.reserved ?? 0} were reserved`;
  return undefined;
}

export const oneReservation = invariant(
  'one-reservation',
  'An order reserves at most once, releases at most once and only what it holds, and never reserves after its release.',
  (found) => {
    const heldBy = new Map<string, Held>();
    return {
      state: (subject) =>
        Object.fromEntries(
          [...heldBy].flatMap(([key, held]) => {
            const [streamId, orderId] = JSON.parse(key);
            return order(orderId) === subject ? [[streamId, held]] : [];
          }),
        ),
      onChange(change) {
        const event = change.after;
        if (!event || change.op !== 'insert' || !isIn(change, 'events')) return [];
        if (isPoison(event) || event.type === 'restocked') return [];
        const key = JSON.stringify([event.stream_id, event.order_id]);
        const held = heldBy.get(key) ?? {};
        const wrong = wrongWith(held, event);
        heldBy.set(key, { ...held, [event.type]: Number(event.qty) });
        return wrong ? [found(change.atMs, order(event.order_id), wrong, [product(event.stream_id)])] : [];
      },
    };
  },
);
