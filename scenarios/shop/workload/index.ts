/**
 * What clients do to the shop in one run: orders, orders again, deliveries, nonsense and reads, each at its time.
 *
 * A workload is drawn whole, before the run, from a shape and a stream of random numbers. Read `shape.ts` for what can
 * be asked for, `arrivals.ts` for what comes out, `bad-bodies.ts` for the nonsense, `draw.ts` for the shapes that
 * seeds draw, and `request.ts` for how an arrival is sent.
 */
export type { Arrival, ShopWorkload } from './arrivals.ts';
export { makeWorkload } from './arrivals.ts';
export { BAD_BODY_KINDS, type BadBodyKind } from './bad-bodies.ts';
export { swarmShape, usualShape } from './draw.ts';
export type { OrderBody } from './order-body.ts';
export type { Product } from './product.ts';
export { requestOf } from './request.ts';
export { arrivalCount, defaultShape, liveShape, ordersFor, type WorkloadShape } from './shape.ts';
