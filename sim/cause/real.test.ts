/** A run of real services in other futures. */
import { expect, test } from 'vitest';
import type { Change } from '../../harness/invariants/index.ts';
import { loadScenario } from '../../harness/scenario/load.ts';
import type { Plan } from '../plan/plan.ts';

const { drawPlan, simulator } = await import('../engine.ts');
const { likelihoodOf } = await import('./index.ts');
const { failureOf, isOf } = await import('../shrink/index.ts');
const notes = await loadScenario('sim/system/testing/notes/scenario.ts');

/** Whether the third change comes in an odd or an even millisecond is chance alone, until it has come. */
const never = (name: string, rest: number) => ({
  name,
  says: `the third change does not come in an ${name} millisecond`,
  create() {
    let changes = 0;
    return {
      onChange: ({ atMs }: Change) =>
        ++changes === 3 && Math.floor(atMs) % 2 === rest
          ? [{ invariant: name, atMs, subject: 'change 3', message: `it came at ${atMs}` }]
          : [],
    };
  },
});

test('what is chance until it happens is inevitable from just before it did', async () => {
  const scenario = { ...notes.scenario, invariants: [never('even', 0), never('odd', 1)] };
  const simulate = await simulator({ ...notes, scenario });
  const drawn = drawPlan(scenario, 4, { faults: [], size: 8, members: 1 });
  const writes = drawn.requests.filter(({ kind }) => kind === 'write').slice(0, 3);
  const plan: Plan = {
    ...drawn,
    network: { latencyUs: 500, jitterUs: 4000 },
    requests: writes.map((request, i) => ({ ...request, client: 0, atMs: 50 * (i + 1) })),
  };
  // Either way it is over then.
  const run = (plan: Plan) => simulate(plan, { until: () => true });
  const result = await run(plan);
  const failure = failureOf(result)!;
  const { atMs } = result.violations.find((found) => isOf(failure, found))!;
  const { likelihood, neighbour } = await likelihoodOf(
    plan,
    failure,
    result,
    scenario,
    { trial: run, lanes: 1, signal: new AbortController().signal },
    { moments: 1, salts: 3, closerSalts: 3, withinMs: 100 },
  );
  expect(likelihood.jump!.fromMs).toBeLessThan(atMs);
  expect(likelihood.jump!.toMs).toBeGreaterThanOrEqual(atMs);
  const [other] = (await run(neighbour!.plan)).violations;
  expect(other!.invariant).not.toBe(failure.invariant);
});
