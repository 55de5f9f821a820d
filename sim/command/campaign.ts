/** Many seeds: run by the pool, kept in the results file, counted in the tally, told on the terminal. */
import { writeFileSync } from 'node:fs';
import { type Ending, partOf } from '../../harness/campaign/index.ts';
import { onInterrupt } from '../../harness/interrupt.ts';
import { plural } from '../../harness/words.ts';
import { printPlan } from '../plan/print.ts';
import type { RunResult } from '../result.ts';
import { printEnding } from './ending.ts';
import { EXIT } from './exit-codes.ts';
import { explainer } from './explain/shrunk.ts';
import { jobsOf } from './jobs.ts';
import { FAIR_RUNS, type Options } from './options.ts';
import { settle } from './outcome.ts';
import { inPool, Pool } from './pool.ts';
import { printFailure, printGroups, printResult, printSometimes, printSummary } from './print.ts';
import { Progress } from './progress.ts';
import { replayFlags } from './replay.ts';
import { headOf, ResultsFile, rowOf } from './results-file.ts';
import { Shrinker } from './shrinking.ts';
import { Tally } from './tally.ts';

/** Returns the exit code. */
export async function runCampaign(options: Options): Promise<number> {
  const { scenario } = options.of;
  const jobs = jobsOf(options);
  const head = headOf(options);
  const tally = new Tally(scenario, head);
  const done = new Uint8Array(options.results === undefined ? 0 : jobs.count);
  const results = openResults(options, tally, done);
  const earlier = { seeds: tally.seeds, events: tally.events };
  const single = jobs.count === 1 && earlier.seeds === 0;
  const asked = options.isOpen ? undefined : jobs.count;
  const progress = new Progress(tally, jobs.count, asked, options.timeMs);
  const stop = new AbortController();
  const interruption = stopOn(stop, progress, tally, results, options.timeMs, single);
  const lanes = Math.min(options.workers, jobs.count);
  const most = options.shrink ? Math.max(lanes, options.shrinkWorkers) : lanes;
  // A shard of a small campaign may have no seed at all, and then no thread is started.
  const pool = new Pool({ ...options, workers: lanes, most: Math.max(1, most) });
  const tools = {
    ...{ pool, lanes: most, signal: interruption.signal },
    onProgress: (line: string) => progress.note(line),
  };
  const shrinker = new Shrinker(options, {
    ...tools,
    explain: explainer(options, tools),
    print(text) {
      progress.clear();
      console.log(text);
    },
    onShrunk: (row) => tally.triage.addShrunk(results?.addShrunk(row) ?? row, head, results?.file ?? ''),
  });
  for (const { row } of tally.triage.shrunk) shrinker.skip(row);
  if (single) console.log(printPlan(jobs.plan(0), scenario));
  else if (earlier.seeds > 0)
    console.log(
      `going on after ${asked === undefined ? '' : `${earlier.seeds} of `}${plural(asked ?? earlier.seeds, 'seed')}`,
    );

  const kept: RunResult[] = [];
  const tooMany = () => tally.failed >= (options.maxFailures ?? Number.POSITIVE_INFINITY);
  if (tooMany()) stop.abort();

  await inPool(
    pool,
    jobs,
    lanes,
    (plan, result) => {
      const { character } = plan;
      const row = rowOf(scenario, result, character, results?.atMs ?? 0);
      results?.add(row);
      tally.add(row);
      if (options.json) kept.push(result);
      if (single || result.verdict !== 'passed') progress.clear();
      if (single) console.log(printResult(result, scenario));
      if (result.verdict !== 'passed') console.log(printFailure(result, replayFlags(plan, options)));
      if (options.shrink) shrinker.add(plan, result, row);
      if (tooMany()) stop.abort();
      progress.show();
    },
    stop.signal,
    (index) => done[index] === 1,
  );
  interruption.clear();
  await shrinker.done();
  await pool.close();
  progress.clear();
  const ending: Ending =
    tally.seeds === jobs.count
      ? 'all'
      : interruption.came()
        ? 'interrupted'
        : tooMany()
          ? 'failures'
          : 'time';
  results?.end(ending);
  if (options.json) writeJson(options.json, kept);
  if (!single) {
    const ran = { seeds: progress.ran, events: tally.events - earlier.events, wallMs: progress.elapsedMs };
    console.log(printSummary(tally, ran, scenario));
    if (tally.seeds > 0 && tally.sometimes.length > 0) console.log(printSometimes(tally));
    if (results) console.log(`  results    ${results.file}`);
  }
  const { code, sorted, lines } = settle(options, tally, progress.elapsedMs);
  if (!single && tally.failed > 0) console.log(printGroups(sorted));
  for (const line of lines) console.log(line);
  const ended = printEnding(ending, tally, asked, results !== undefined);
  if (ended !== undefined) console.log(ended);
  if (interruption.came()) return EXIT.interrupted;
  if (code !== EXIT.passed || !requiresSometimes(options, tally.seeds) || tally.neverReached.length === 0)
    return code;
  console.log(`never reached: ${tally.neverReached.join(', ')}`);
  return EXIT.unreached;
}

function openResults(options: Options, tally: Tally, done: Uint8Array): ResultsFile | undefined {
  if (options.results === undefined) return undefined;
  const { indexOf } = partOf(options.seed, options.runs, options.shard);
  return ResultsFile.open(options.results, tally.head, options.resume, {
    row(row) {
      const index = indexOf(row.seed);
      if (done[index] === 1) return;
      done[index] = 1;
      tally.add(row);
    },
    shrunk: (row, { head, file }) => tally.triage.addShrunk(row, head, file),
  });
}

/**
 * Who runs many waits for the seeds under way, and a shrink ends with what it has; asked again, or with but one seed that
 * still runs, it ends at once.
 */
function stopOn(
  stop: AbortController,
  progress: Progress,
  tally: Tally,
  results: ResultsFile | undefined,
  timeMs: number | undefined,
  single: boolean,
) {
  const interrupted = new AbortController();
  const endAtOnce = () => {
    progress.clear();
    console.log('interrupted');
    results?.end('interrupted');
    process.exit(EXIT.interrupted);
  };
  const wait = () => {
    interrupted.abort();
    stop.abort();
    progress.say('interrupted: waiting for what is under way; Ctrl-C again ends it at once, without that');
  };
  onInterrupt(() => (single && tally.seeds === 0 ? endAtOnce() : wait()), endAtOnce);
  const timer = timeMs === undefined ? undefined : setTimeout(() => stop.abort(), timeMs);
  return {
    signal: interrupted.signal,
    came: () => interrupted.signal.aborted,
    clear: () => clearTimeout(timer),
  };
}

function writeJson(file: string, results: RunResult[]): void {
  results.sort((a, b) => a.seed - b.seed);
  writeFileSync(file, `${JSON.stringify(results, null, 1)}\n`);
}

/** Few seeds, or with something left out, may well not reach all; a planted bug is to be found, not to be lived with. */
function requiresSometimes(options: Options, seeds: number): boolean {
  if (options.requireSometimes !== undefined) return options.requireSometimes;
  const { swarm, allFaultsOn, size, members, bug } = options;
  const isWhole = swarm && allFaultsOn && size === undefined && members === undefined && bug === undefined;
  return isWhole && seeds >= FAIR_RUNS;
}
