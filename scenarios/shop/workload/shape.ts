/** What a workload is to look like. */
import type { WorkloadAsked } from '../../../groundhog/index.ts';

export interface WorkloadShape {
  /** New orders with a good body. The shares below come on top: 0.1 means one more request for every ten orders. */
  orders: number;
  /** All requests are due within this time. */
  durationMs: number;
  /** Poisson: independent of each other. Constant: evenly spaced. Burst: bunched into `bursts` short crowds. */
  arrivals: 'poisson' | 'constant' | 'burst';
  bursts: number;
  /** Requests are spread over clients 0 … clients − 1. */
  clients: number;
  products: number;
  /** Exponent of the Zipf law by which products are chosen: 0 all alike, 1 a few hot ones. */
  hotness: number;
  /** Units wanted for each unit in stock: 2 sells out halfway, 0.5 leaves half on the shelf. */
  scarcity: number;
  qtyMax: number;
  /** The same order sent again, with the same body. */
  duplicateShare: number;
  /** Another body under the id of an earlier order. */
  conflictShare: number;
  badShare: number;
  readOrderShare: number;
  readProductShare: number;
  /** Deliveries while orders come; some are told of twice, some with another quantity under the same id. */
  restockShare: number;
  /** Lists, lags, streams and sagas, as people and pages look at them. */
  lookShare: number;
  /** Reads of what does not exist, and of what nobody may ask so. */
  unknownShare: number;
  /** So many of the products are not there at first: they come with their first delivery. */
  lateProducts: number;
  /** Begins every order id, so that runs on one database do not meet. Letters, digits, `.`, `_` and `-`. */
  orderPrefix: string;
  /** Begins every product id. Absent: `product-`. */
  productPrefix?: string;
}

export const defaultShape: WorkloadShape = {
  orders: 100,
  durationMs: 10_000,
  arrivals: 'poisson',
  bursts: 5,
  clients: 3,
  products: 5,
  hotness: 1,
  scarcity: 1.2,
  qtyMax: 3,
  duplicateShare: 0.1,
  conflictShare: 0.03,
  badShare: 0.1,
  readOrderShare: 0.5,
  readProductShare: 0.3,
  restockShare: 0,
  lookShare: 0,
  unknownShare: 0,
  lateProducts: 0,
  orderPrefix: 'ORD-',
};

/** Of a live run: always of this look, so that what is measured today compares with what was yesterday. */
export function liveShape(
  orders: number,
  clients: number,
  { prefix, settings }: NonNullable<WorkloadAsked['live']>,
): WorkloadShape {
  const { products = defaultShape.products } = settings;
  const names = { orderPrefix: prefix, productPrefix: `${prefix}product-` };
  return { ...defaultShape, orders, clients, products, ...names };
}

type Shares = Pick<
  WorkloadShape,
  | 'duplicateShare'
  | 'conflictShare'
  | 'badShare'
  | 'readOrderShare'
  | 'readProductShare'
  | 'restockShare'
  | 'lookShare'
  | 'unknownShare'
>;

/** How many requests of each kind a shape asks for. */
export function countsOf(shape: Shares & Pick<WorkloadShape, 'orders' | 'lateProducts'>) {
  const of = (share: number): number => Math.round(shape.orders * share);
  return {
    order: shape.orders,
    duplicate: of(shape.duplicateShare),
    conflict: of(shape.conflictShare),
    bad: of(shape.badShare),
    'read-order': of(shape.readOrderShare),
    'read-product': of(shape.readProductShare),
    restock: of(shape.restockShare) + shape.lateProducts,
    look: of(shape.lookShare),
    'read-unknown': of(shape.unknownShare),
  };
}

/** All requests that a shape asks for. */
export function arrivalCount(shape: WorkloadShape): number {
  return Object.values(countsOf(shape)).reduce((sum, count) => sum + count, 0);
}

/** The `orders` for which a shape with these shares has about this many requests in all (within a few). */
export function ordersFor(requests: number, shares: Shares): number {
  const perOrder = Object.entries(shares)
    .filter(([name]) => name.endsWith('Share'))
    .reduce((sum, [, share]) => sum + Number(share), 1);
  return Math.round(requests / perOrder);
}
