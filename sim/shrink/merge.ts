/** One fault in place of several: what many little ones came to, one that lasts does, too. */
import fc from 'fast-check';
import type { Scenario } from '../../harness/scenario/scenario.ts';
import { databaseFaults, type FaultKind, faultKind, faultsOf, generalFaults } from '../faults/index.ts';
import type { Plan, PlannedFault } from '../plan/plan.ts';
import { hostsOf } from '../system/hosts.ts';

/**
 * Plans with one fault in place of two that come one after the other, of all or of those of a kind: it strikes whom one of
 * them does, from when the first begins until both are over.
 */
export function merged(plan: Plan): Plan[] {
  const { faults } = plan;
  const pairs = faults.flatMap((one, i) => {
    const later = faults.slice(i + 1);
    const alike = later.find(({ kind }) => kind === one.kind);
    return [...new Set([alike, later[0]])].flatMap((other) => (other ? [[one, other]] : []));
  });
  return pairs.flatMap((pair) =>
    pair
      .filter(({ durationMs }) => durationMs > 0)
      .map((base) => {
        const others = faults.filter((fault) => !pair.includes(fault));
        return { ...plan, faults: [...others, { ...base, ...spanOf(pair) }].sort((a, b) => a.atMs - b.atMs) };
      }),
  );
}

/** Of a kind that no fault of the plan is of, so many are drawn: each strikes others. */
const DRAWN = 3;

/**
 * Plans with a single fault, as strong as its kind may be, from when the first of them begins until all is healed, and at
 * least for as long as its kind may last. It is of a kind that they are of, else of any other: what many lost packets made
 * late is late by a slow bank as well.
 */
export function oneForAll(plan: Plan, scenario: Pick<Scenario, 'faults' | 'services'>): Plan[] {
  const all = faultsOf(scenario);
  const kinds = new Set([
    ...plan.faults.map(({ kind }) => faultKind(all, kind)),
    // The scenario's own are nearest to it, and those of the database hardest to understand.
    ...all.filter((kind) => !generalFaults.includes(kind)),
    ...all.filter((kind) => !databaseFaults.includes(kind)),
    ...databaseFaults,
  ]);
  const { atMs } = spanOf(plan.faults);
  return [...kinds]
    .filter(({ durationMs: [, longest] }) => longest > 0)
    .flatMap((kind) => {
      const durationMs = Math.max(kind.durationMs[1], Math.ceil(plan.chaosMs - atMs));
      return strongest(kind, plan).map((params) => ({
        ...plan,
        chaosMs: Math.max(plan.chaosMs, atMs + durationMs),
        faults: [{ kind: kind.kind, atMs, durationMs, params }],
      }));
    });
}

type Params = PlannedFault['params'];

/** Parameters at the worst end of their ranges: those of the plan's faults of this kind, or drawn where it has none. */
function strongest(kind: FaultKind, { seed, topology, faults }: Plan): Params[] {
  const worst = kind.draw(hostsOf(topology), (_min, max) => fc.constant(max)) as fc.Arbitrary<Params>;
  const drawn = fc.sample(fc.noBias(worst), { seed, numRuns: DRAWN });
  const own = faults.filter((fault) => fault.kind === kind.kind).map(({ params }) => params);
  const found = own.length === 0 ? drawn : own.map((params) => withNumbersOf(drawn[0]!, params));
  return [...new Map(found.map((params) => [JSON.stringify(params), params])).values()];
}

const withNumbersOf = (worst: Params, params: Params): Params =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, typeof value === 'number' ? worst[name] : value]),
  );

/** From when the first of them begins until all are over. */
function spanOf(faults: readonly PlannedFault[]): Pick<PlannedFault, 'atMs' | 'durationMs'> {
  const atMs = Math.min(...faults.map((fault) => fault.atMs));
  return { atMs, durationMs: Math.max(...faults.map((fault) => fault.atMs + fault.durationMs)) - atMs };
}
