/**
 * No unit is made or lost: what was put on the shelf is still there or belongs to a confirmed order.
 *
 * Three collections are set against each other: the events say what each order holds, the sagas what it should
 * hold, and the view what is left.
 */
import { type Found, invariant, type Stores, type Violation } from '../../../groundhog/index.ts';
import { order, product, SHOP_DB } from './shop.ts';
import { isPoison, Streams } from './streams.ts';

/** Order → product → units held, from the events. */
type Holdings = Map<string, Map<string, number>>;

function judgeOrders(found: Found, atMs: number, stores: Stores, holdings: Holdings): Violation[] {
  const wrong: Violation[] = [];
  const known = new Set<string>();
  for (const saga of stores.all(SHOP_DB, 'sagas')) {
    const id = String(saga._id);
    known.add(id);
    const due = saga.status === 'confirmed' ? Number(saga.qty) : 0;
    const held = holdings.get(id) ?? new Map<string, number>();
    const products = new Set([...held.keys(), String(saga.product_id)]);
    for (const productId of products) {
      const dueHere = productId === saga.product_id ? due : 0;
      const heldHere = held.get(productId) ?? 0;
      if (heldHere !== dueHere)
        wrong.push(
          found(atMs, order(id), `is ${saga.status} and holds ${heldHere} of ${productId}, not ${dueHere}`, [
            product(productId),
          ]),
        );
    }
  }
  for (const [id, held] of holdings)
    for (const [productId, units] of held)
      if (!known.has(id) && units !== 0)
        wrong.push(
          found(atMs, order(id), `holds ${units} of ${productId}, but there is no such order`, [
            product(productId),
          ]),
        );
  return wrong;
}

function judgeProducts(found: Found, atMs: number, stores: Stores, streams: Streams): Violation[] {
  const confirmed = new Map<string, number>();
  for (const saga of stores.all(SHOP_DB, 'sagas'))
    if (saga.status === 'confirmed')
      confirmed.set(
        String(saga.product_id),
        (confirmed.get(String(saga.product_id)) ?? 0) + Number(saga.qty),
      );
  const wrong: Violation[] = [];
  for (const view of stores.all(SHOP_DB, 'products_view')) {
    const id = String(view.product_id);
    const restocked = streams.byProduct.get(id)?.restocked ?? 0;
    const sold = confirmed.get(id) ?? 0;
    if (restocked !== Number(view.available_stock) + sold)
      wrong.push(
        found(
          atMs,
          product(id),
          `${restocked} were restocked, but ${view.available_stock} are available and ${sold} sold`,
        ),
      );
  }
  return wrong;
}

export const unitsConserved = invariant(
  'units-conserved',
  'In the end, restocked = available + held by confirmed orders; each of those holds its qty once, others nothing.',
  (found) => {
    const streams = new Streams();
    const holdings: Holdings = new Map();
    return {
      state: (subject) => {
        const [, held] = [...holdings].find(([id]) => order(id) === subject) ?? [];
        return held ? { holds: Object.fromEntries(held) } : streams.state(subject);
      },
      onChange(change) {
        if (!streams.onChange(change)) return [];
        const event = change.after!;
        if (isPoison(event) || event.type === 'restocked') return [];
        const id = String(event.order_id);
        const held = holdings.get(id) ?? new Map<string, number>();
        const units = event.type === 'reserved' ? Number(event.qty) : -Number(event.qty);
        held.set(String(event.stream_id), (held.get(String(event.stream_id)) ?? 0) + units);
        holdings.set(id, held);
        return [];
      },
      atEnd: (atMs, stores) => [
        ...judgeOrders(found, atMs, stores, holdings),
        ...judgeProducts(found, atMs, stores, streams),
      ],
    };
  },
);
