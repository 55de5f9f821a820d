/** How much is ordered, of what, how fast: the usual ranges, and with swarm the corners beyond them. */
import { between, fc, weighted } from '../../../groundhog/index.ts';
import type { WorkloadShape } from './shape.ts';

const whole = (min: number, max: number) => fc.integer({ min, max });

/** Without swarm. */
export function usualShape(orders: number, clients: number): fc.Arbitrary<WorkloadShape> {
  return fc.record({
    ...common(orders, clients),
    durationMs: whole(2000, 10_000),
    products: whole(1, 6),
    scarcity: between(0.5, 3),
    duplicateShare: between(0, 0.2),
    conflictShare: between(0, 0.05),
    badShare: between(0, 0.05),
    readOrderShare: between(0, 0.2),
    readProductShare: between(0, 0.3),
    ...besides(),
  });
}

/** Rush and lull, one product and many, shelves full and bare; seeds in which a kind of request does not occur. */
export function swarmShape(orders: number, clients: number): fc.Arbitrary<WorkloadShape> {
  const share = (usual: number, most: number) =>
    weighted([
      [25, fc.constant(0)],
      [60, between(0, usual)],
      [15, between(usual, most)],
    ]);
  return fc.record({
    ...common(orders, clients),
    durationMs: weighted([
      [10, whole(300, 2000)],
      [75, whole(2000, 10_000)],
      [15, whole(10_000, 20_000)],
    ]),
    products: weighted([
      [20, fc.constant(1)],
      [60, whole(2, 6)],
      [20, whole(7, 12)],
    ]),
    scarcity: weighted([
      [25, between(0.2, 0.8)],
      [50, between(0.8, 2)],
      [25, between(2, 10)],
    ]),
    duplicateShare: share(0.2, 0.5),
    conflictShare: share(0.05, 0.2),
    badShare: share(0.05, 0.2),
    readOrderShare: share(0.2, 0.4),
    readProductShare: share(0.3, 0.6),
    ...besides(),
  });
}

/** What goes on beside the orders: it is what people do less often. */
function besides() {
  const seldom = (most: number) =>
    weighted([
      [50, fc.constant(0)],
      [50, between(0, most)],
    ]);
  return {
    restockShare: seldom(0.15),
    lookShare: seldom(0.1),
    unknownShare: seldom(0.05),
    lateProducts: weighted([
      [70, fc.constant(0)],
      [30, whole(1, 2)],
    ]),
  };
}

function common(orders: number, clients: number) {
  return {
    orders: fc.constant(orders),
    arrivals: fc.constantFrom('poisson' as const, 'constant' as const, 'burst' as const),
    bursts: whole(1, 5),
    clients: fc.constant(clients),
    hotness: between(0, 2),
    qtyMax: whole(1, 5),
    orderPrefix: fc.constant('ORD-'),
  };
}
