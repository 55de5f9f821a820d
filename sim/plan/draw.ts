/**
 * `seed → plan`: fast-check draws what a seed stands for.
 *
 * With swarm, as by default, each seed has a character (`character.ts`) and draws its own topology, load
 * (`draw-shape.ts`) and faults (`draw-faults.ts`). Without it all seeds are of one kind: the usual topology and load,
 * and every kind of fault.
 */
import fc from 'fast-check';
import seedrandom from 'seedrandom';
import { makeWorkload, type WorkloadShape } from '../../harness/workload/index.ts';
import { allFaults, type FaultKind } from '../faults/index.ts';
import { weighted } from '../faults/weighted.ts';
import { hostsOf } from '../shop/hosts.ts';
import { type Character, characterArbitrary } from './character.ts';
import { everyKind, inCharacter } from './draw-faults.ts';
import { swarmShape, usualShape } from './draw-shape.ts';
import type { Plan, Topology } from './plan.ts';

export interface DrawOptions {
  swarm: boolean;
  /** Kinds of faults that may be drawn; an empty list makes a calm run. */
  faults: readonly FaultKind[];
  /** Absent: the usual 100. */
  orders?: number | undefined;
  /** Absent: drawn with swarm, else the usual 3. */
  members?: number | undefined;
}

export const defaultDraw: DrawOptions = { swarm: true, faults: allFaults };

const USUAL_ORDERS = 100;
const USUAL_TOPOLOGY: Topology = { clients: 3, instances: 2, members: 3 };

/** The plan of a seed. Equal arguments give equal plans, on any machine. */
export function drawPlan(seed: number, options: DrawOptions = defaultDraw): Plan {
  const arbitrary = options.swarm ? swarmPlan(seed, options) : usualPlan(seed, options);
  // Without fast-check's bias to extremes: faults would crowd at the first and the last instant.
  const [plan] = fc.sample(fc.noBias(arbitrary), { seed, numRuns: 1 });
  return plan!;
}

function usualPlan(seed: number, { orders, members, faults }: DrawOptions): fc.Arbitrary<Plan> {
  const topology = { ...USUAL_TOPOLOGY, members: members ?? USUAL_TOPOLOGY.members };
  return planOver(
    seed,
    topology,
    usualShape(orders ?? USUAL_ORDERS, topology.clients),
    (chaosMs) => everyKind(faults, hostsOf(topology), chaosMs),
    fc.constant(1),
  );
}

function swarmPlan(seed: number, { orders, members, faults }: DrawOptions): fc.Arbitrary<Plan> {
  return fc
    .record({
      character: faults.length === 0 ? fc.constant<Character>('calm') : characterArbitrary,
      topology: topologyArbitrary(members),
    })
    .chain(({ character, topology }) =>
      planOver(
        seed,
        topology,
        swarmShape(orders ?? USUAL_ORDERS, topology.clients),
        (chaosMs, stretch) => inCharacter(character, faults, hostsOf(topology), { chaosMs, stretch }),
        swarmStretch,
        character,
      ),
    );
}

function topologyArbitrary(members: number | undefined): fc.Arbitrary<Topology> {
  const few = weighted([
    [25, fc.constant(1)],
    [50, fc.constant(2)],
    [25, fc.constant(3)],
  ]);
  return fc.record({
    clients: fc.integer({ min: 1, max: 5 }),
    instances: fc.record({ orchestrator: few, inventory: few, payment: few, projector: few }),
    // Of five members each write is worked on five times, so there are few such seeds.
    members:
      members === undefined
        ? weighted([
            [5, fc.constant(1)],
            [88, fc.constant(3)],
            [7, fc.constant(5)],
          ])
        : fc.constant(members),
  });
}

/**
 * How many times longer than usual all goes on, orders, faults and the time after the last order: the shop gives an
 * order up only after a dozen seconds without an answer.
 */
const swarmStretch = weighted([
  [70, fc.constant(1)],
  [30, fc.integer({ min: 3, max: 6 })],
]);

function planOver(
  seed: number,
  topology: Topology,
  shape: fc.Arbitrary<WorkloadShape>,
  faultsWithin: (chaosMs: number, stretch: number) => fc.Arbitrary<Plan['faults']>,
  stretched: fc.Arbitrary<number>,
  character?: Character,
): fc.Arbitrary<Plan> {
  return fc
    .record({ shape, workloadSeed: fc.nat(), calmMs: fc.integer({ min: 0, max: 4000 }), stretch: stretched })
    .chain(({ shape, workloadSeed, calmMs, stretch }) => {
      const { products, arrivals } = makeWorkload(shape, seedrandom.alea(String(workloadSeed)));
      const chaosMs = (shape.durationMs + calmMs) * stretch;
      return fc.record<Plan>({
        version: fc.constant(1 as const),
        seed: fc.constant(seed),
        ...(character && { character: fc.constant(character) }),
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
        arrivals: fc.constant(arrivals.map((arrival) => ({ ...arrival, atMs: arrival.atMs * stretch }))),
        faults: faultsWithin(chaosMs, stretch),
      });
    });
}
