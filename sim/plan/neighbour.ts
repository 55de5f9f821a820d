/**
 * Plans near another: the same things are asked at the same times, and what nobody can have known exactly is otherwise.
 * All random streams are drawn anew and so is how fast the network is; faults come a little sooner or later, sometimes
 * to another instance of the service; and in half of those further off something else goes wrong, too.
 */
import fc from 'fast-check';
import { between, weighted } from '../../harness/scenario/draw.ts';
import type { Scenario } from '../../harness/scenario/scenario.ts';
import { faultsOf } from '../faults/index.ts';
import { hostsOf, type SystemHosts } from '../system/hosts.ts';
import { networkArbitrary } from './draw.ts';
import { aFault } from './draw-faults.ts';
import type { SavedPlan } from './file.ts';
import type { Plan, PlannedFault } from './plan.ts';

const MOST_SEED = 2 ** 31;

/** By so much all faults of a neighbour are moved at the most, either way. */
const MOVED_MS = weighted([
  [1, fc.constant(0)],
  [2, fc.constant(30)],
  [2, fc.constant(300)],
  [2, fc.constant(2000)],
]);

/** As in a drawn plan, or slow: more is under way at any moment. */
const NETWORK = weighted([
  [3, networkArbitrary],
  [1, fc.record({ latencyUs: fc.integer({ min: 2000, max: 20_000 }), jitterUs: fc.nat(20_000) })],
]);

const MOST_BESIDES = 4;
/** These are left with what was done on purpose: a cause that is nearest to what happened is found first. */
const NEAREST = 40;

/** Neighbour `n` of a plan, from 1 on: the same each time, on any machine. 0 is the plan itself. */
export function neighbourOf(plan: SavedPlan, n: number, scenario: Scenario): SavedPlan {
  const { found: _, ...bare } = plan;
  if (n === 0) return bare;
  const seed = (plan.seed + n) % MOST_SEED;
  const targets = hostsOf(plan.topology);
  const kinds = fc.constantFrom(...faultsOf(scenario));
  const one = kinds.chain((kind) => aFault(kind, targets, [0, plan.chaosMs]));
  const isNear = n <= NEAREST && plan.faults.length > 0;
  const drawn = fc
    .record({
      network: NETWORK,
      faults: moved(plan, targets),
      // Where nothing was done on purpose, something must have befallen it.
      besides: isNear
        ? fc.constant([])
        : fc.array(one, { minLength: plan.faults.length === 0 ? 1 : 0, maxLength: MOST_BESIDES }),
    })
    .map(({ network, faults, besides }) => ({
      ...bare,
      ...{ seed, network },
      faults: [...faults, ...besides].sort((a, b) => a.atMs - b.atMs),
    }));
  return fc.sample(fc.noBias(drawn), { seed, numRuns: 1 })[0]!;
}

function moved({ faults, chaosMs }: Plan, { byService }: SystemHosts): fc.Arbitrary<PlannedFault[]> {
  const others = (host: unknown) =>
    [...byService.values()].find((hosts) => hosts.includes(host as string)) ?? [];
  return fc.record({ mostMs: MOVED_MS, elsewhere: fc.boolean() }).chain(({ mostMs, elsewhere }) =>
    fc.tuple(
      ...faults.map((fault) => {
        const { host } = fault.params;
        const hosts = elsewhere ? others(host) : [];
        return fc
          .record({
            byMs: between(-mostMs, mostMs),
            host: hosts.length > 0 ? fc.constantFrom<unknown>(...hosts) : fc.constant(host),
          })
          .map(({ byMs, host }) => ({
            ...fault,
            atMs: Math.min(chaosMs, Math.max(0, Math.round((fault.atMs + byMs) * 1000) / 1000)),
            ...(host !== undefined && { params: { ...fault.params, host } }),
          }));
      }),
    ),
  );
}
