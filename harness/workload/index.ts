/**
 * What clients do to the shop in one run: orders, orders again, nonsense and reads, each at its time.
 *
 * A workload is drawn whole, before the run, from a shape and a stream of random numbers: plain data, so that it
 * can be saved, replayed and shrunk. The simulator and the load driver play the same one.
 *
 * Read `shape.ts` for what can be asked for, `arrivals.ts` for what comes out, then `times.ts`, `popularity.ts`
 * and `bad-bodies.ts` for how each part is drawn.
 */
export type { Arrival, OrderBody, Product, Workload } from './arrivals.ts';
export { makeWorkload } from './arrivals.ts';
export { BAD_BODY_KINDS, type BadBodyKind } from './bad-bodies.ts';
export { arrivalCount, defaultShape, ordersFor, type WorkloadShape } from './shape.ts';
