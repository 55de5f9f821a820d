/**
 * `load`: flags in, progress and a verdict out.
 *
 * | read                        | for                                              |
 * |-----------------------------|--------------------------------------------------|
 * | `flags.ts`                  | what can be asked for                            |
 * | `progress.ts`, `summary.ts` | how it goes, what it came to, in a terminal      |
 * | `output.ts`                 | where the page and the figures are left          |
 * | `dev.ts`                    | `npm run dev`: the services, and nothing driven  |
 *
 * `../run/` does the work; `reports/` draws the page.
 */
import { CommanderError } from 'commander';
import { onInterrupt } from '../interrupt.ts';
import { CannotStart, EXIT, exitUnkept, runLoad } from '../run/index.ts';
import { scenarioGiven } from '../scenario/option.ts';
import { withEngine } from '../stack/engine.ts';
import { type LoadFlags, parseFlags } from './flags.ts';
import { prepareDirectory, writeExcerpts, writeResult } from './output.ts';
import { ProgressLine } from './progress.ts';
import { huntsFor, summaryOf } from './summary.ts';

/** Resolves to the exit code. What was started is stopped by then, but sockets of a database that went away may linger. */
export async function load(): Promise<number> {
  const file = await scenarioGiven('load', EXIT.badUsage);
  let options: LoadFlags;
  try {
    options = parseFlags(file.scenario);
    prepareDirectory(options.out);
  } catch (error) {
    if (!(error instanceof CommanderError)) console.error(`load: ${(error as Error).message}`);
    return error instanceof CommanderError && error.exitCode === 0 ? EXIT.passed : EXIT.badUsage;
  }
  const engined = withEngine(file, options.engine, false);
  const abort = new AbortController();
  const line = new ProgressLine(options, file.scenario.size.of);
  // Asked twice it ends at once; what it started is killed on exit.
  onInterrupt(() => {
    line.say('stopping everything; what there is will be written … (Ctrl-C again: at once)');
    abort.abort();
  });
  try {
    const { result, excerpts } = await runLoad(engined.file, options, {
      signal: abort.signal,
      say: (text) => line.say(text),
      onProgress: (now) => line.show(now),
    });
    line.end();
    console.log(summaryOf(result));
    try {
      console.log(`\nreport: ${writeResult(result, options.out)}`);
      const saved = writeExcerpts(excerpts, options.out);
      if (saved.length > 0) console.log(huntsFor(file.file, excerpts, saved));
    } catch (error) {
      console.error(`load: ${(error as Error).message}`);
      return exitUnkept(result.verdict.exitCode);
    }
    return result.verdict.exitCode;
  } catch (error) {
    line.end();
    // What nobody foresaw is told with its stack.
    const { message, stack } = error as Error;
    console.error(`load: ${error instanceof CannotStart ? message : stack}`);
    return abort.signal.aborted ? EXIT.interrupted : EXIT.broken;
  } finally {
    engined.close();
  }
}
