/**
 * Explains plans: each is recorded in a thread of its own, so that this one stays free to hear an interrupt, and the pool of
 * the command runs its other futures.
 */
import { Piscina } from 'piscina';
// Its thread lives in the time zone of this process.
import '../../node/machine/zone.ts';
import { commandLine, workerBeside } from '../../../harness/called.ts';
import type {
  Differences,
  Explanation,
  Likelihood,
  Shrinkage,
  Thing,
} from '../../../harness/explanation/index.ts';
import type { ScenarioFile } from '../../../harness/scenario/load.ts';
import { within } from '../../../harness/within.ts';
import { plural } from '../../../harness/words.ts';
import { differencesOf, likelihoodOf, type Neighbour, theVery } from '../../cause/index.ts';
import { type Explained, type Facts, windowOf } from '../../explain/index.ts';
import type { SavedPlan } from '../../plan/file.ts';
import type { Plan } from '../../plan/plan.ts';
import type { RunResult } from '../../result.ts';
import { type Failure, failureOf, Search, type Without, withoutEach } from '../../shrink/index.ts';
import { inFlag } from '../branch-at.ts';
import { commitHere } from '../commit.ts';
import { type Flawed, unflawed } from '../flawed.ts';
import type { Pool } from '../pool.ts';
import { preparedFor } from '../prepare.ts';
import { trialBeside } from '../trial.ts';
import type { ExplainJob } from './worker.ts';

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
  /** What shrinking took away, and what comes of taking away more, where that is known. */
  shrunk?: Shrinkage | undefined;
  without?: readonly Without[] | undefined;
  /** It is not cut to what is around the violation, however long it is. */
  isWhole?: boolean;
  /** Aborts it at once, with nothing to tell. */
  abort?: AbortSignal | undefined;
}

/** What other runs tell needs workers and time. */
export interface Branching {
  pool: Pick<Pool, 'run'>;
  /** How many run at once. */
  lanes: number;
  /** Somebody wants it to end: what was found so far is told. */
  signal: AbortSignal;
  /** Other futures are looked at for no longer. */
  budgetMs: number;
  onProgress(line: string): void;
}

/** A run that passed has no explanation. */
export interface Outcome {
  result: RunResult;
  explanation: Explanation | null;
}

/** What is noted before there is anything to tell. */
export const RECORDING = 'the run is recorded';

type Elsewhere = Pick<Explanation, 'things' | 'likelihood' | 'differences'>;
const NO_OTHERS: Elsewhere = { things: null, likelihood: null, differences: null };

/**
 * `branching` absent: no other run is looked at. Rejects with `ScenarioError` when a service cannot be read or the bug not be
 * planted.
 */
export async function explanationOf(asked: Asked, branching?: Branching): Promise<Outcome> {
  const { of, plan, bug, flags, shrunk, isWhole, abort } = asked;
  const thread = new Thread(of, bug, abort);
  try {
    branching?.onProgress(RECORDING);
    const { result, facts } = await thread.run({ plan, failure: asked.failure });
    if (facts === null) return { result, explanation: null };
    const sim = `${commandLine('sim')} ${flags}`;
    const elsewhere = branching
      ? await within(branching.budgetMs, branching.signal, (over) =>
          lookElsewhere(asked, branching, over, thread, result, facts, sim),
        )
      : thingsOnly(asked);
    const explanation: Explanation = {
      ...(isWhole ? facts : windowOf(facts)),
      bug: bug ?? null,
      commit: commitHere(),
      plan: { ...plan },
      commands: { replay: sim, inspect: `${sim} --inspect --pause-at violation` },
      shrunk: shrunk ?? null,
      ...elsewhere,
    };
    return { result, explanation };
  } finally {
    await thread.close();
  }
}

const thingsOnly = ({ plan, without }: Asked): Elsewhere => ({
  ...NO_OTHERS,
  things: without ? thingsOf(plan, without) : null,
});

async function lookElsewhere(
  asked: Asked,
  { pool, lanes, signal: interrupted, onProgress }: Branching,
  signal: AbortSignal,
  thread: Thread,
  result: RunResult,
  facts: Facts,
  sim: string,
): Promise<Elsewhere> {
  const { plan, of } = asked;
  const { scenario } = of;
  const failure = asked.failure ?? failureOf(result);
  if (!failure) return NO_OTHERS;
  const trial = trialBeside(pool, result);

  onProgress('what happens without each thing');
  const search = new Search(plan, result, failure, { trial, lanes, signal });
  const without = asked.without ?? (await withoutEach(search, scenario));
  const things = without ? thingsOf(plan, without) : null;

  const thisOne = theVery(failure, plan, result);
  const { likelihood, neighbour } = await likelihoodOf(plan, thisOne, result, scenario, {
    trial,
    lanes,
    signal,
    onRun: (runs) => onProgress(`when it became inevitable: ${plural(runs, 'other future')}`),
  });
  if (!neighbour || interrupted.aborted)
    return { things, likelihood: atEvent(likelihood, facts), differences: null };
  onProgress('what differs where it passes');
  const differences = await beside(neighbour, thread, facts, sim);
  return { things, likelihood: atEvent(likelihood, facts), differences };
}

/** The faults of a plan come first of what is left. */
const thingsOf = ({ faults }: Plan, without: readonly Without[]): Thing[] =>
  without.map(({ thing, comesTo }, i) => ({
    thing,
    without: comesTo,
    fault: i < faults.length ? `f${i + 1}` : null,
  }));

async function beside(
  { atMs, salt, plan }: Neighbour,
  thread: Thread,
  facts: Facts,
  sim: string,
): Promise<Differences | null> {
  const { facts: there } = await thread.run({ plan, whatever: true });
  if (!there || !facts.violation) return null;
  const { subject, related } = facts.violation;
  return {
    neighbour: { atMs, salt, replay: `${sim} --branch ${inFlag({ atMs, salt })}` },
    first: differencesOf(facts, there, [subject, ...related], atMs),
  };
}

/** With what concerns the violation and happened first where the share jumps. */
function atEvent({ points, jump }: Likelihood, { events, messages }: Facts): Likelihood {
  if (!jump) return { points, jump };
  const isIn = (atMs: number | null) => atMs !== null && atMs >= jump.fromMs && atMs <= jump.toMs;
  const event = events.find(({ strong, kind, atMs }) => isIn(atMs) && (strong || kind === 'fault'));
  const message = messages.find(
    ({ strong, arrivedMs, sentMs }) => strong && (isIn(arrivedMs) || isIn(sentMs)),
  );
  return { points, jump: { ...jump, event: event?.id ?? message?.id ?? null } };
}

/** Records plans. */
class Thread {
  readonly #threads: Piscina<ExplainJob, Explained | Flawed>;
  readonly #abort: AbortSignal | undefined;

  constructor(of: ScenarioFile, bug: string | undefined, abort?: AbortSignal) {
    this.#abort = abort;
    const workerData = preparedFor(of, bug);
    this.#threads = new Piscina({ filename: WORKER.href, execArgv: [], workerData, maxThreads: 1 });
  }

  async run(job: ExplainJob): Promise<Explained> {
    return unflawed(await this.#threads.run(job, this.#abort ? { signal: this.#abort } : {}));
  }

  close(): Promise<void> {
    return this.#threads.destroy();
  }
}
