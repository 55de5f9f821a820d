/** `seed → plan`: fast-check draws what a seed stands for. */
import fc from 'fast-check';
import seedrandom from 'seedrandom';
import { makeWorkload, type WorkloadShape } from '../../harness/workload/index.ts';
import { allFaults, type FaultKind, type Targets } from '../faults/index.ts';
import { hostsOf } from '../shop/hosts.ts';
import type { Plan, PlannedFault, Topology } from './plan.ts';

export interface DrawOptions {
  orders: number;
  /** Kinds of faults that may be drawn; an empty list makes a calm run. */
  faults: readonly FaultKind[];
  topology: Topology;
}

export const defaultTopology: Topology = { clients: 3, instances: 2, members: 3 };
export const defaultDraw: DrawOptions = { orders: 100, faults: allFaults, topology: defaultTopology };

/** Of one kind most seeds draw none or few, so that seeds differ in what they are about. */
const MOST_OF_A_KIND = 3;

/** The plan of a seed. Equal arguments give equal plans, on any machine. */
export function drawPlan(seed: number, options: DrawOptions = defaultDraw): Plan {
  // Without fast-check's bias to extremes: faults would crowd at the first and the last instant.
  const [plan] = fc.sample(fc.noBias(planArbitrary(seed, options)), { seed, numRuns: 1 });
  return plan!;
}

function planArbitrary(seed: number, options: DrawOptions): fc.Arbitrary<Plan> {
  const { topology } = options;
  return fc
    .record({
      shape: shapeArbitrary(options.orders, topology.clients),
      workloadSeed: fc.nat(),
      calmMs: fc.integer({ min: 0, max: 4000 }),
    })
    .chain(({ shape, workloadSeed, calmMs }) => {
      const { products, arrivals } = makeWorkload(shape, seedrandom.alea(String(workloadSeed)));
      const chaosMs = shape.durationMs + calmMs;
      return fc.record<Plan>({
        version: fc.constant(1 as const),
        seed: fc.constant(seed),
        topology: fc.constant(topology),
        network: fc.record({
          latencyUs: fc.integer({ min: 50, max: 2000 }),
          jitterUs: fc.integer({ min: 0, max: 5000 }),
        }),
        bank: fc.record({
          latencyMs: fc.integer({ min: 0, max: 60 }),
          declineRate: fc.constantFrom(0, 0.02, 0.1, 0.3),
        }),
        chaosMs: fc.constant(chaosMs),
        products: fc.constant(products),
        arrivals: fc.constant(arrivals),
        faults: faultsArbitrary(options.faults, hostsOf(topology), chaosMs),
      });
    });
}

/** A number in thousandths, evenly spread: fast-check's doubles are spread over their bits, nearly all next to zero. */
const between = (min: number, max: number) =>
  fc.integer({ min: min * 1000, max: max * 1000 }).map((n) => n / 1000);

function shapeArbitrary(orders: number, clients: number): fc.Arbitrary<WorkloadShape> {
  return fc.record({
    orders: fc.constant(orders),
    durationMs: fc.integer({ min: 2000, max: 10_000 }),
    arrivals: fc.constantFrom('poisson' as const, 'constant' as const, 'burst' as const),
    bursts: fc.integer({ min: 1, max: 5 }),
    clients: fc.constant(clients),
    products: fc.integer({ min: 1, max: 6 }),
    hotness: between(0, 2),
    scarcity: between(0.5, 3),
    qtyMax: fc.integer({ min: 1, max: 5 }),
    duplicateShare: between(0, 0.2),
    conflictShare: between(0, 0.05),
    badShare: between(0, 0.05),
    readOrderShare: between(0, 0.2),
    readProductShare: between(0, 0.3),
    orderPrefix: fc.constant('ORD-'),
  });
}

function faultsArbitrary(
  kinds: readonly FaultKind[],
  targets: Targets,
  chaosMs: number,
): fc.Arbitrary<PlannedFault[]> {
  return fc
    .tuple(...kinds.map((kind) => oneKind(kind, targets, chaosMs)))
    .map((lists) => lists.flat().sort((a, b) => a.atMs - b.atMs));
}

function oneKind(kind: FaultKind, targets: Targets, chaosMs: number): fc.Arbitrary<PlannedFault[]> {
  const [min, max] = kind.durationMs;
  const one = fc.record<PlannedFault>({
    kind: fc.constant(kind.kind),
    atMs: fc.integer({ min: 0, max: chaosMs }),
    durationMs: fc.integer({ min, max }),
    params: kind.draw(targets) as fc.Arbitrary<Record<string, unknown>>,
  });
  return fc
    .integer({ min: 0, max: MOST_OF_A_KIND })
    .chain((n) => fc.array(one, { minLength: n, maxLength: n }));
}
