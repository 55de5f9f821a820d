import { within } from '../../harness/within.ts';
import { keepPlan } from '../../sim/command/replay.ts';
import { changeOf, shrinkageOf } from '../../sim/command/shrunk.ts';
import { trialBeside } from '../../sim/command/trial.ts';
import { failureOf, isOf, shrink } from '../../sim/shrink/index.ts';
import { LANES, type Session } from '../session.ts';
import { type Tool, ToolError, whole } from '../tool.ts';
import { bugOf, PLAN } from './run.ts';

export const shrinkPlan = (session: Session): Tool => ({
  name: 'shrink',
  says: 'Makes a plan that fails smaller: the fewest faults, requests and instances that fail alike, saved as a plan of its own; and what happens without each thing that is left.',
  takes: {
    plan: PLAN,
    bug: bugOf(session, ['none']),
    budgetS: { ...whole('seconds it may take; what it has found by then is kept', 1, 3600), default: 60 },
  },
  needs: ['plan'],
  saves: true,
  async run(asked: { plan: string; bug?: string; budgetS: number }, call) {
    const { plan, bug } = session.planToRun(asked);
    return await session.withPool(bug, LANES, call, async (pool) => {
      const result = await pool.run(plan);
      const failure = failureOf(result);
      if (failure === undefined)
        throw new ToolError(
          `the plan ${result.verdict === 'passed' ? 'passes' : `is ${result.verdict}`}: there is nothing to shrink`,
        );
      const shrunk = await within(asked.budgetS * 1000, call.signal, (over) =>
        shrink(plan, result, failure, session.of.scenario, {
          trial: trialBeside(pool, result),
          lanes: LANES,
          signal: over,
          onFound: (simpler, runs) => call.progress(runs, undefined, changeOf(plan, simpler)),
        }),
      );
      if (call.signal.aborted) throw new ToolError('it was cancelled');
      const { minimal, ...became } = shrinkageOf(plan, result, shrunk, failure);
      return {
        plan: keepPlan(shrunk.plan, bug).file,
        ...became,
        minimal,
        things: shrunk.without ?? null,
        runs: shrunk.runs,
        violation: shrunk.result.violations.find((found) => isOf(failure, found)) ?? null,
      };
    });
  },
});
