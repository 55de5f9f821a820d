/** `--around`: what a run under load failed of, looked for in the neighbours of its plan, and shrunk once it is found. */
import { onInterrupt } from '../../harness/interrupt.ts';
import { plural } from '../../harness/words.ts';
import { loadPlan, type SavedPlan } from '../plan/file.ts';
import { neighbourOf } from '../plan/neighbour.ts';
import { printPlan } from '../plan/print.ts';
import type { RunResult } from '../result.ts';
import { EXIT, exitCodeOf } from './exit-codes.ts';
import { explainer } from './explain/shrunk.ts';
import type { Options } from './options.ts';
import { inPool, Pool } from './pool.ts';
import { printFailure } from './print.ts';
import { Progress } from './progress.ts';
import { replayFlags } from './replay.ts';
import { headOf, rowOf } from './results-file.ts';
import { Shrinker } from './shrinking.ts';
import { Tally } from './tally.ts';

/** Returns the exit code: that of what was found; where it was not, of what failed otherwise. */
export async function runHunt(options: Options & { plan: string; around: number }): Promise<number> {
  const { of, around, workers } = options;
  const { scenario } = of;
  const plan = loadPlan(options.plan, scenario);
  const { found } = plan;
  const count = around + 1;
  const tally = new Tally(scenario, headOf(options));
  const progress = new Progress(tally, count, undefined, undefined);
  const stop = new AbortController();
  const interrupted = new AbortController();
  onInterrupt(
    () => {
      interrupted.abort();
      stop.abort();
      progress.say('interrupted: waiting for what is under way; Ctrl-C again ends it at once, without that');
    },
    () => process.exit(EXIT.interrupted),
  );
  const lanes = Math.min(workers, count);
  const most = options.shrink ? Math.max(lanes, options.shrinkWorkers) : lanes;
  const pool = new Pool({ ...options, workers: lanes, most });
  const print = (text: string) => {
    progress.clear();
    console.log(text);
  };
  // A neighbour is another plan than that of the file.
  const { plan: _, ...rest } = options;
  const tools = {
    ...{ pool, lanes: most, signal: interrupted.signal },
    onProgress: (line: string) => progress.note(line),
  };
  const shrinker = new Shrinker(rest, { ...tools, print, explain: explainer(rest, tools) });
  console.log(printPlan(plan, scenario));
  if (found) console.log(`  looked for ${inWords(found)}`);

  const hits: Failed[] = [];
  /** By what they failed of: the first, and how many. */
  const others = new Map<string, Failed & { times: number }>();
  await inPool(
    pool,
    { count, plan: (n) => neighbourOf(plan, n, scenario) },
    lanes,
    (neighbour, result, n) => {
      tally.add(rowOf(scenario, result, undefined, 0));
      progress.show();
      if (result.verdict === 'passed') return;
      const failed = { n, plan: neighbour, result };
      if (isSought(result, found)) {
        hits.push(failed);
        return stop.abort();
      }
      const how = result.violations[0]?.invariant ?? result.verdict;
      others.set(how, { ...failed, ...others.get(how), times: (others.get(how)?.times ?? 0) + 1 });
    },
    stop.signal,
  );
  // All that are nearer have ended by now, and passed.
  const [hit] = hits.sort((a, b) => a.n - b.n);
  const tried = plural(tally.seeds, 'plan');
  if (hit) {
    print(
      `\nfound in ${hit.n === 0 ? 'the plan itself' : `neighbour ${hit.n}`}, of ${tried} that were tried`,
    );
    print(printFailure(hit.result, replayFlags(hit.plan, rest)));
    const sought = soughtFirst(hit.result, found);
    if (options.shrink) shrinker.add(hit.plan, sought, rowOf(scenario, sought, undefined, 0));
  } else print(`\nnot found: of ${tried} that were tried none ${found ? 'failed so' : 'failed'}`);
  await shrinker.done();
  await pool.close();
  for (const [how, other] of others) {
    print(`\n${plural(other.times, 'plan')} failed otherwise: ${how}`);
    if (!hit) print(printFailure(other.result, replayFlags(other.plan, rest)));
  }
  if (interrupted.signal.aborted) return EXIT.interrupted;
  return exitCodeOf(hit ? [hit.result.verdict] : tally.verdicts.keys());
}

interface Failed {
  /** Which neighbour. */
  n: number;
  plan: SavedPlan;
  result: RunResult;
}

/** By the same invariant; where a run under load told of none, any that is broken, or work that comes to no end. */
function isSought({ verdict, violations }: RunResult, found: SavedPlan['found']): boolean {
  if (found?.invariant !== undefined)
    return violations.some(({ invariant }) => invariant === found.invariant);
  return found === undefined || verdict === 'violated' || verdict === 'stuck' || verdict === 'looping';
}

/** What it is shrunk by is the first of its violations. */
function soughtFirst(result: RunResult, found: SavedPlan['found']): RunResult {
  const isIt = ({ invariant }: { invariant: string }) => invariant === found?.invariant;
  const violations = [...result.violations].sort((a, b) => Number(isIt(b)) - Number(isIt(a)));
  return { ...result, violations };
}

function inWords({ what, invariant = what, subject, message }: NonNullable<SavedPlan['found']>): string {
  return `${invariant}, as of ${subject} in a run under load: ${message}`;
}
