/**
 * `seed → plan`: fast-check draws what a seed stands for.
 *
 * With swarm, as by default, each seed has a character (`character.ts`) and draws its own topology, load and faults
 * (`draw-faults.ts`). Without it all seeds are of one kind: the usual topology and load, and every kind of fault.
 */
import fc from 'fast-check';
import { type ServerVersion, USUAL_VERSION } from '../../harness/mongo/server-version.ts';
import { weighted } from '../../harness/scenario/draw.ts';
import { rootOf, ScenarioError } from '../../harness/scenario/load.ts';
import { originOf } from '../../harness/scenario/origin.ts';
import { requestFlaw } from '../../harness/scenario/request-flaw.ts';
import type { Scenario, Service } from '../../harness/scenario/scenario.ts';
import { whyOf } from '../../harness/scenario/why.ts';
import { type FaultKind, faultsOf } from '../faults/index.ts';
import { hostsOf } from '../system/hosts.ts';
import { type Character, characterArbitrary } from './character.ts';
import { atStart, everyKind, inCharacter } from './draw-faults.ts';
import { type Plan, ROUGH_WARM_UP_MS, type Topology } from './plan.ts';

export interface DrawOptions {
  swarm?: boolean;
  /** Kinds of faults that may be drawn; an empty list makes a calm run. Absent: all. */
  faults?: readonly FaultKind[] | undefined;
  /** Of what the scenario counts its size in; absent: the usual. */
  size?: number | undefined;
  /** Absent: drawn with swarm, else the usual 3. */
  members?: number | undefined;
  /** Absent: the scenario's own, else the usual. */
  serverVersion?: ServerVersion | undefined;
}

const USUAL_CLIENTS = 3;
const USUAL_INSTANCES = 2;
const USUAL_MEMBERS = 3;
/** Of 100 seeds. */
const ROUGH_STARTS = 10;

/** The plan of a seed. Equal arguments give equal plans, on any machine. Throws `ScenarioError` where there is none. */
export function drawPlan(scenario: Scenario, seed: number, options: DrawOptions = {}): Plan {
  const of = `scenario ${scenario.name}, seed ${seed}`;
  let plan: Plan;
  try {
    plan = drawUnchecked(scenario, seed, options);
  } catch (error) {
    const file = originOf(scenario);
    const why = whyOf(error, file === undefined ? process.cwd() : rootOf(file));
    throw new ScenarioError(`${of}: it cannot be drawn: ${why}`, { cause: error });
  }
  const within = { clients: plan.topology.clients, untilMs: plan.chaosMs };
  const atRest = scenario.atRest?.(plan.data, plan.requests) ?? [];
  for (const request of [...plan.requests, ...atRest.map((asked) => ({ ...asked, atMs: 0, client: 0 }))]) {
    const flaw = requestFlaw(request, scenario, within);
    if (flaw !== undefined) throw new ScenarioError(`${of}: request ${request.kind}: ${flaw}`);
  }
  return plan;
}

/** The same, as it was drawn, with whatever is wrong with it. */
export function drawUnchecked(scenario: Scenario, seed: number, options: DrawOptions = {}): Plan {
  const { swarm = true, faults = faultsOf(scenario), size = scenario.size.usual, members } = options;
  const { serverVersion = versionOf(scenario) } = options;
  const asked = { scenario, seed, faults, size, members, serverVersion };
  // Without fast-check's bias to extremes: faults would crowd at the first and the last instant.
  const [plan] = fc.sample(fc.noBias(swarm ? swarmPlan(asked) : usualPlan(asked)), { seed, numRuns: 1 });
  return plan!;
}

interface Asked {
  scenario: Scenario;
  seed: number;
  faults: readonly FaultKind[];
  size: number;
  members: number | undefined;
  serverVersion: ServerVersion;
}

/** Which MongoDB a scenario is run on, where nobody says otherwise. */
export const versionOf = ({ database }: Scenario): ServerVersion => database?.serverVersion ?? USUAL_VERSION;

function usualPlan(asked: Asked): fc.Arbitrary<Plan> {
  const { scenario, faults, members } = asked;
  const topology: Topology = {
    clients: USUAL_CLIENTS,
    instances: byService(scenario, ({ instances }) => usualOf(instances)),
    members: members ?? USUAL_MEMBERS,
  };
  return planOver(asked, topology, fc.constant(1), (chaosMs) =>
    everyKind(faults, hostsOf(topology), chaosMs),
  );
}

function swarmPlan(asked: Asked): fc.Arbitrary<Plan> {
  const { scenario, faults, members } = asked;
  return fc
    .record({
      character: faults.length === 0 ? fc.constant<Character>('calm') : characterArbitrary,
      topology: topologyArbitrary(scenario, members),
    })
    .chain(({ character, topology }) =>
      planOver(
        asked,
        topology,
        swarmStretch,
        (chaosMs, stretch) => inCharacter(character, faults, hostsOf(topology), { chaosMs, stretch }),
        character,
      ).chain((plan) => perhapsRough(plan, faults)),
    );
}

/** Now and then the start is disturbed, and so takes longer. */
function perhapsRough(plan: Plan, kinds: readonly FaultKind[]): fc.Arbitrary<Plan> {
  const rough = atStart(kinds, hostsOf(plan.topology), -ROUGH_WARM_UP_MS);
  const early = weighted<Plan['faults']>([
    [100 - ROUGH_STARTS, fc.constant([])],
    [ROUGH_STARTS, rough],
  ]);
  return early.map((drawn) =>
    drawn.length === 0 ? plan : { ...plan, warmUpMs: ROUGH_WARM_UP_MS, faults: [...drawn, ...plan.faults] },
  );
}

function topologyArbitrary(scenario: Scenario, members: number | undefined): fc.Arbitrary<Topology> {
  return fc.record({
    clients: fc.integer({ min: 1, max: 5 }),
    instances: fc.record(byService(scenario, ({ instances }) => someOf(instances))),
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

/** Of one data centre. */
export const networkArbitrary: fc.Arbitrary<Plan['network']> = fc.record({
  latencyUs: fc.integer({ min: 50, max: 2000 }),
  jitterUs: fc.integer({ min: 0, max: 5000 }),
});

function byService<T>(scenario: Scenario, of: (service: Service) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(scenario.services).map(([name, service]) => [name, of(service)]));
}

const rangeOf = (instances: Service['instances']): readonly [least: number, most: number] =>
  typeof instances === 'number' ? [instances, instances] : instances;

function usualOf(instances: Service['instances']): number {
  const [least, most] = rangeOf(instances);
  return Math.min(most, Math.max(least, USUAL_INSTANCES));
}

/** What lies between the ends is drawn twice as often as they are. */
function someOf(instances: Service['instances']): fc.Arbitrary<number> {
  const [least, most] = rangeOf(instances);
  const counts = Array.from({ length: most - least + 1 }, (_, i) => least + i);
  return weighted(counts.map((n) => [n === least || n === most ? 1 : 2, fc.constant(n)]));
}

/**
 * How many times longer than usual all goes on, requests, faults and the time after the last request: code gives up
 * only after a dozen seconds without an answer.
 */
const swarmStretch = weighted([
  [70, fc.constant(1)],
  [30, fc.integer({ min: 3, max: 6 })],
]);

function planOver(
  { scenario, seed, size, serverVersion }: Asked,
  topology: Topology,
  stretched: fc.Arbitrary<number>,
  faultsWithin: (chaosMs: number, stretch: number) => fc.Arbitrary<Plan['faults']>,
  character?: Character,
): fc.Arbitrary<Plan> {
  const { clients } = topology;
  return fc
    .record({
      workload: scenario.workload(fc, { clients, size, swarm: character !== undefined }),
      calmMs: fc.integer({ min: 0, max: 4000 }),
      stretch: stretched,
    })
    .chain(({ workload: { requests, data, durationMs }, calmMs, stretch }) => {
      const chaosMs = (durationMs + calmMs) * stretch;
      return fc.record<Plan>({
        version: fc.constant(2 as const),
        scenario: fc.constant(scenario.name),
        seed: fc.constant(seed),
        ...(character && { character: fc.constant(character) }),
        topology: fc.constant(topology),
        serverVersion: fc.constant(serverVersion),
        network: networkArbitrary,
        chaosMs: fc.constant(chaosMs),
        data: fc.constant(data),
        requests: fc.constant(requests.map((request) => ({ ...request, atMs: request.atMs * stretch }))),
        faults: faultsWithin(chaosMs, stretch),
      });
    });
}
