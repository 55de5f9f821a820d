/** Explains plans in a thread of its own, so that this one stays free to hear an interrupt. */
import { Piscina } from 'piscina';
// Its thread lives in the time zone of this process.
import '../../node/machine/zone.ts';
import { commandLine, workerBeside } from '../../../harness/called.ts';
import type { Explanation } from '../../../harness/explanation/index.ts';
import type { ScenarioFile } from '../../../harness/scenario/load.ts';
import type { Explained } from '../../explain/explain.ts';
import type { SavedPlan } from '../../plan/file.ts';
import type { RunResult } from '../../run.ts';
import type { Failure } from '../../shrink/failure.ts';
import { commitHere } from '../commit.ts';
import { type Flawed, unflawed } from '../flawed.ts';
import type { ExplainJob, ExplainSetup } from './worker.ts';

const WORKER = workerBeside(import.meta.url);

export interface Asked {
  of: ScenarioFile;
  plan: SavedPlan;
  /** The bug that is planted. */
  bug: string | undefined;
  /** Which failure; absent: the first of the run. */
  failure?: Failure | undefined;
  /** The flags that show the run again, for `sim`. */
  flags: string;
}

/** A run that passed has no explanation. */
export interface Outcome {
  result: RunResult;
  explanation: Explanation | null;
}

/** Rejects with `ScenarioError` when a service cannot be read or the bug not be planted. */
export async function explanationOf({ of, plan, bug: name, failure, flags }: Asked): Promise<Outcome> {
  const bug = of.scenario.bugs?.find((bug) => bug.name === name) ?? null;
  const setup: ExplainSetup = { scenario: of.file, root: of.root, bug };
  const thread: Piscina<ExplainJob, Explained | Flawed> = new Piscina({
    filename: WORKER.href,
    execArgv: [],
    workerData: setup,
    maxThreads: 1,
  });
  try {
    const { result, facts } = unflawed(await thread.run({ plan, failure }));
    if (facts === null) return { result, explanation: null };
    const sim = `${commandLine('sim')} ${flags}`;
    const explanation: Explanation = {
      ...facts,
      bug: name ?? null,
      commit: commitHere(),
      plan: { ...plan },
      commands: { replay: sim, inspect: `${sim} --inspect --pause-at violation` },
      ...{ things: null, shrunk: null, likelihood: null, differences: null },
    };
    return { result, explanation };
  } finally {
    await thread.destroy();
  }
}
