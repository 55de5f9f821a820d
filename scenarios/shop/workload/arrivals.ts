/** Draws a whole workload: the products, and what each client sends when. */
import { arrivalTimes, zipf } from '../../../groundhog/index.ts';
import { BAD_BODY_KINDS, type BadBodyKind, spoil } from './bad-bodies.ts';
import { Deliveries, type Delivery } from './deliveries.ts';
import { type Look, lookAt, type Nowhere, nowhere } from './looks.ts';
import type { OrderBody } from './order-body.ts';
import type { Product } from './product.ts';
import { countsOf, type WorkloadShape } from './shape.ts';

/** One request, due `atMs` after the start, by the client of this number. */
export type Arrival = { atMs: number; client: number } & (
  | { kind: 'order' | 'duplicate' | 'conflict'; body: OrderBody }
  | { kind: 'bad'; how: BadBodyKind; body: unknown; expectField: string }
  | { kind: 'read-order'; order_id: string }
  | { kind: 'read-product'; product_id: string }
  | { kind: 'restock'; body: Delivery }
  | { kind: 'look'; at: Look }
  | { kind: 'read-unknown'; at: Nowhere }
);

export interface ShopWorkload {
  /** Those that are there from the begin. */
  products: Product[];
  /** In the order they are due. */
  arrivals: Arrival[];
}

const PRICE_MAX = 100_000;
/** A client that sends an order again, or looks at it, mostly does so soon: within this many orders. */
const RECENT_ORDERS = 20;
const RECENT_SHARE = 0.8;

/** `random` gives uniform numbers in [0, 1). The same shape and numbers give the same workload. */
export function makeWorkload(shape: WorkloadShape, random: () => number): ShopWorkload {
  const below = (limit: number): number => Math.floor(random() * limit);
  const popularity = zipf(shape.products, shape.hotness);
  const unitsWanted = (shape.orders * (1 + shape.qtyMax)) / 2;
  const digits = String(shape.products).length;
  const products = popularity.shares.map((share, i) => ({
    product_id: `${shape.productPrefix ?? 'product-'}${String(i + 1).padStart(digits, '0')}`,
    initial_stock: Math.max(1, Math.round((unitsWanted * share) / shape.scarcity)),
  }));
  const late = Math.min(shape.lateProducts, products.length - 1);
  const there = products.slice(0, products.length - late);
  const deliveries = new Deliveries(products, products.slice(there.length), shape.qtyMax, random);
  const prices = products.map(() => 1 + below(PRICE_MAX));
  const someProduct = (): number => popularity.pick(random());

  function draw(order_id: string): OrderBody {
    const product = someProduct();
    const qty = 1 + below(shape.qtyMax);
    return { order_id, product_id: products[product]!.product_id, qty, amount: qty * prices[product]! };
  }

  const sent: OrderBody[] = [];
  let badOnes = 0;

  function earlier(): OrderBody {
    const range = random() < RECENT_SHARE ? Math.min(RECENT_ORDERS, sent.length) : sent.length;
    return sent[sent.length - 1 - below(range)]!;
  }

  function next(kind: Arrival['kind'], atMs: number): Arrival {
    const due = { atMs, client: below(shape.clients) };
    if (kind === 'order') {
      const body = draw(`${shape.orderPrefix}${String(sent.length + 1).padStart(6, '0')}`);
      sent.push(body);
      return { ...due, kind, body };
    }
    if (kind === 'duplicate') return { ...due, kind, body: { ...earlier() } };
    if (kind === 'conflict') {
      const body = earlier();
      return { ...due, kind, body: { ...body, amount: body.amount + 1 } };
    }
    if (kind === 'bad') {
      // An id of its own: what a refused body leaves behind cannot be taken for a good order's.
      const good = draw(`${shape.orderPrefix}BAD-${String(++badOnes).padStart(6, '0')}`);
      const how = BAD_BODY_KINDS[below(BAD_BODY_KINDS.length)]!;
      return { ...due, kind, how, ...spoil(how, good, random) };
    }
    if (kind === 'restock') return { ...due, kind, body: deliveries.next() };
    if (kind === 'look')
      return { ...due, kind, at: lookAt(earlier().order_id, products[someProduct()]!.product_id, random) };
    if (kind === 'read-unknown') return { ...due, kind, at: nowhere(random) };
    if (kind === 'read-order') return { ...due, kind, order_id: earlier().order_id };
    return { ...due, kind, product_id: products[someProduct()]!.product_id };
  }

  const kinds = shuffledKinds(shape, below);
  const times = arrivalTimes(kinds.length, shape, random);
  return { products: there, arrivals: kinds.map((kind, i) => next(kind, times[i]!)) };
}

/** As many of each kind as asked for, in random order, but an order first: the others refer to earlier ones. */
function shuffledKinds(shape: WorkloadShape, below: (limit: number) => number): Arrival['kind'][] {
  if (shape.orders < 1) throw new RangeError('a workload needs at least one order');
  const kinds: Arrival['kind'][] = [];
  for (const [kind, count] of Object.entries(countsOf(shape)))
    for (let i = 0; i < count; i++) kinds.push(kind as Arrival['kind']);
  // The first is an order already; the shuffle leaves it there.
  for (let i = kinds.length - 1; i > 1; i--) {
    const j = 1 + below(i);
    [kinds[i], kinds[j]] = [kinds[j]!, kinds[i]!];
  }
  return kinds;
}
