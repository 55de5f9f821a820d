/**
 * `npm run sim`: seeds in, verdicts out.
 *
 * `command/options.ts` reads the flags, `command/jobs.ts` makes plans of them, `command/pool.ts` runs them here
 * or in workers, and `command/print.ts` tells what came of it.
 */
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { findBug } from './bugs/index.ts';
import { EXIT, exitCodeOf } from './command/exit-codes.ts';
import { jobsOf } from './command/jobs.ts';
import { type Options, parseOptions } from './command/options.ts';
import { runJobs } from './command/pool.ts';
import { printFailure, printResult, printSummary } from './command/print.ts';
import { Progress } from './command/progress.ts';
import { PlanFileError, savePlan } from './plan/file.ts';
import { printPlan } from './plan/print.ts';
import type { RunResult } from './run.ts';

async function main(options: Options): Promise<number> {
  for (const file of [options.json, options.trace, options.log])
    if (file !== undefined) closeSync(openSync(file, 'w'));
  const jobs = jobsOf(options);
  const bug = options.bug === undefined ? undefined : findBug(options.bug);
  if (bug)
    console.log(
      `planted bug: ${bug.name} in ${[...new Set(bug.edits.map((e) => e.file))].join(', ')}\n  ${bug.why}\n`,
    );
  const single = jobs.count === 1;
  if (single) console.log(printPlan(jobs.plan(0)));

  const progress = new Progress(jobs.count);
  const results: RunResult[] = [];
  let interrupted = false;
  let failures = 0;
  const stop = new AbortController();
  const interrupt = () => {
    interrupted = true;
    stop.abort();
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);

  await runJobs(jobs, options, stop.signal, (index, result) => {
    results.push(result);
    progress.clear();
    if (single) console.log(printResult(result));
    if (result.verdict !== 'passed') {
      const name = `${bug ? `${bug.name}-` : ''}seed-${result.seed}`;
      const file = options.plan ?? savePlan(jobs.plan(index), `sim/out/${name}.json`);
      console.log(printFailure(result, file, options.bug));
      if (++failures === options.maxFailures) stop.abort();
    }
    progress.add(result);
  });
  progress.clear();
  results.sort((a, b) => a.seed - b.seed);
  if (!single) console.log(printSummary(results, progress.elapsedMs));
  if (options.json) writeFileSync(options.json, `${JSON.stringify(results, null, 1)}\n`);
  if (interrupted) {
    console.log(`interrupted after ${results.length} of ${jobs.count} seeds`);
    return EXIT.interrupted;
  }
  return exitCodeOf(results);
}

try {
  process.exitCode = await main(parseOptions(process.argv));
} catch (error) {
  const { code, path, message, stack } = error as NodeJS.ErrnoException;
  if (error instanceof PlanFileError || code === 'EACCES' || code === 'ENOENT' || code === 'EISDIR') {
    console.error(`sim: ${message}`);
    process.exitCode = EXIT.usage;
  } else {
    console.error(code === 'ENOSPC' ? `sim: no space left to write ${path ?? 'results'}` : (stack ?? error));
    process.exitCode = EXIT.broken;
  }
}
