/** Running: seeds, and a plan. */
import { inPool } from '../../sim/command/pool.ts';
import { differencesOf, keepPlan } from '../../sim/command/replay.ts';
import { type FaultKind, faultsOf } from '../../sim/faults/index.ts';
import { drawPlan } from '../../sim/plan/draw.ts';
import { LANES, type Session } from '../session.ts';
import { oneOf, type Tool, text, whole } from '../tool.ts';
import { toldOf } from './told.ts';

export const PLAN = text('the file of a plan in the project, as run_seeds, shrink or sim saved it');

/** Which bug is planted. `none` is for a plan that was saved with one. */
export const bugOf = ({ of: { scenario } }: Session, others: readonly string[]) =>
  oneOf(
    [...(scenario.bugs ?? []).map(({ name }) => name), ...others],
    'a bug of the scenario to plant first',
  );

interface SeedsAsked {
  seed: number;
  runs: number;
  maxFailures: number;
  bug?: string;
  size?: number;
  faults?: string[];
}

export const runSeeds = (session: Session): Tool => {
  const { scenario } = session.of;
  const kinds = faultsOf(scenario);
  return {
    name: 'run_seeds',
    says: 'Runs seeds, each one history under faults drawn from it, and judges them. A seed that fails is saved as a plan.',
    takes: {
      seed: { ...whole('the first seed', 0, 2_147_483_647), default: 1 },
      runs: { ...whole('how many, from the first on', 1, 10_000), default: 20 },
      maxFailures: { ...whole('stop after so many that failed', 1, 100), default: 3 },
      bug: bugOf(session, []),
      size: whole(`${scenario.size.of} in each history; absent: as the seed draws it`, 1, 100_000),
      faults: {
        type: 'array',
        items: oneOf(
          kinds.map(({ kind }) => kind),
          'a kind of fault',
        ),
        description: 'only these kinds of fault; absent: all',
      },
    },
    needs: [],
    saves: true,
    async run({ seed, runs, maxFailures, bug, size, faults }: SeedsAsked, call) {
      const allowed: FaultKind[] = faults ? kinds.filter(({ kind }) => faults.includes(kind)) : [...kinds];
      const how = { swarm: true, size, faults: allowed };
      const verdicts: Record<string, number> = {};
      const failures: object[] = [];
      const enough = new AbortController();
      const signal = AbortSignal.any([enough.signal, call.signal]);
      let ran = 0;
      const lanes = Math.min(LANES, runs);
      const jobs = { count: runs, plan: (i: number) => drawPlan(scenario, seed + i, how) };
      await session.withPool(bug, lanes, call, (pool) =>
        inPool(
          pool,
          jobs,
          lanes,
          (plan, result) => {
            if (call.signal.aborted) return;
            const { verdict, reason, violations } = result;
            verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
            if (verdict !== 'passed') {
              const [first] = violations;
              const { invariant, subject, message, atMs } = first ?? {};
              const what = first ? { invariant, subject, message, atMs } : { reason };
              failures.push({ seed: plan.seed, verdict, ...what, plan: keepPlan(plan, bug).file });
              if (failures.length >= maxFailures) enough.abort();
            }
            call.progress(++ran, runs, `${ran} of ${runs} seeds, ${failures.length} failed`);
          },
          signal,
        ),
      );
      return { ran, of: runs, verdicts, failures };
    },
  };
};

export const runPlan = (session: Session): Tool => ({
  name: 'run_plan',
  says: 'Runs a saved plan, the same history each time, and tells the verdict, what was violated and how it came about.',
  takes: { plan: PLAN, bug: bugOf(session, ['none']) },
  needs: ['plan'],
  async run(asked: { plan: string; bug?: string }, call) {
    const { plan, bug } = session.planToRun(asked);
    const result = await session.withPool(bug, 1, call, (pool) => pool.run(plan));
    return { ...toldOf(result), bug: bug ?? null, differences: differencesOf(plan, bug) };
  },
});
