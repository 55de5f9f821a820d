/**
 * `npm run nightly -- --base REF`: has head become worse than base, on this machine, tonight?
 *
 * Short slices of both alternate in random order. What looks worse is looked at in a second pass, and only what is
 * worse in both fails the night. Counters from the simulator gate hard, and a fresh range of seeds is run.
 * Exit codes: 0 nothing worse, 1 worse, an invariant violated or a seed failed, 2 bad usage, 4 something could not
 * be run, 130 interrupted.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Command, CommanderError } from 'commander';
import { makeFolder } from '../harness/folder.ts';
import { INTERRUPTED } from '../harness/interrupt.ts';
import { isDatabaseSpec } from '../harness/mongo/index.ts';
import { numberBetween, wholeBetween } from '../harness/number-option.ts';
import { plural } from '../harness/words.ts';
import { renderTrend } from '../reports/trend/index.ts';
import { NoSuchCommit } from './nightly/checkout.ts';
import { nightsIn, remember } from './nightly/history.ts';
import { type Kept, NotThatNight } from './nightly/kept.ts';
import { type NightOptions, runNight, SEEDS_PER_DAY } from './nightly/night.ts';
import { interruption, stopOnSignals } from './run-node.ts';

const EXIT = { fine: 0, worse: 1, badUsage: 2, broken: 4, interrupted: INTERRUPTED };
/** Resampling fewer would call chance sure: all of three point the same way once in four times. */
const PAIRS_LEAST = 5;
/** To start and stop what is measured, four times. */
const PAIR_S = 30;

const command = new Command('nightly')
  .description('Compares head with base in alternating slices, and runs fresh seeds of the simulator.')
  .requiredOption('--base <ref>', 'the commit to compare with')
  .option('--slices <n>', 'pairs of slices in a pass', wholeBetween(PAIRS_LEAST, 1000), 10)
  .option('--slice-seconds <s>', 'measured in each slice', wholeBetween(2, 3600), 8)
  .option('--warmup <s>', 'driven before, unmeasured', numberBetween(0, 600), 4)
  .option(
    '--rate <n>',
    'orders per second, well below what the machine sustains',
    numberBetween(1, 100_000),
    20,
  )
  .option('--mongo <where>', 'as for npm run load', 'model')
  .option('--seeds <n>', 'of the simulator to run', wholeBetween(0, SEEDS_PER_DAY), 500)
  .option('--resume', 'go on from the pairs and seeds of the same night that was stopped', false)
  .option('--history <file>', 'where nights are remembered', 'reports/out/nights.jsonl')
  .option('--out <dir>', 'where the trend page goes, and what is under way', 'reports/out')
  .addHelpText(
    'after',
    `
Exit codes: 0 nothing is worse, 1 worse, an invariant violated or a seed failed, 2 bad usage, 4 something could
not be run, 130 interrupted (finished pairs and seeds are kept: --resume goes on).

On two cores a pair takes about ${PAIR_S} s and what is measured; the smallest night, within 5 minutes, is
  npm run nightly -- --base REF --slices ${PAIRS_LEAST} --slice-seconds 2 --warmup 0 --seeds 2`,
  )
  .allowExcessArguments(false)
  .exitOverride();

stopOnSignals();
process.exitCode = await main();

interface Flags extends NightOptions {
  history: string;
}

async function main(): Promise<number> {
  try {
    command.parse();
  } catch (error) {
    return error instanceof CommanderError && error.exitCode === 0 ? EXIT.fine : EXIT.badUsage;
  }
  const flags = command.opts<Flags>();
  if (!isDatabaseSpec(flags.mongo)) {
    console.error(`nightly: --mongo takes mongodb://…, memory-server, model or auto, not '${flags.mongo}'`);
    return EXIT.badUsage;
  }
  let kept: Kept | undefined;
  try {
    const night = await runNight(flags, (it) => {
      kept = it;
    });
    remember(flags.history, night);
    kept?.remove();
    makeFolder(flags.out);
    const page = path.join(flags.out, 'trend.html');
    writeFileSync(page, renderTrend(nightsIn(flags.history)));
    for (const warning of night.warnings) console.log(`warning: ${warning}`);
    for (const failure of night.failures) console.log(`FAILED: ${failure}`);
    console.log(`${night.failures.length === 0 ? 'nothing is worse' : 'worse'}; the nights so far: ${page}`);
    return night.failures.length === 0 ? EXIT.fine : EXIT.worse;
  } catch (error) {
    console.error(`nightly: ${(error as Error).message}`);
    if (error instanceof NotThatNight || error instanceof NoSuchCommit) return EXIT.badUsage;
    if (kept) console.error(`${plural(kept.pairs, 'finished pair')} kept: the same with --resume goes on`);
    return interruption.signal.aborted ? EXIT.interrupted : EXIT.broken;
  }
}
