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
import { fileURLToPath } from 'node:url';
import { Command, CommanderError } from 'commander';
import seedrandom from 'seedrandom';
import { makeFolder } from '../harness/folder.ts';
import { isDatabaseSpec } from '../harness/mongo/index.ts';
import { renderTrend } from '../reports/trend/index.ts';
import type { Night } from '../reports/trend/night.ts';
import { numberBetween, wholeBetween } from '../services/common/main.ts';
import { checkOut, commitOf } from './nightly/checkout.ts';
import { type Comparison, compare, GATES } from './nightly/compare.ts';
import { countersOf, grown } from './nightly/counters.ts';
import { nightsIn, remember } from './nightly/history.ts';
import { type Figures, runSlice, type Slice } from './nightly/slice.ts';
import { interruption, runNode, stopOnSignals } from './run-node.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const EXIT = { fine: 0, worse: 1, badUsage: 2, broken: 4, interrupted: 130 };
/** Resampling fewer would call chance sure: all of three point the same way once in four times. */
const PAIRS_LEAST = 5;
const DAY_MS = 86_400_000;
/** Each day has a range of seeds of its own, until seeds (31 bits) begin again. */
const SEEDS_PER_DAY = 100_000;
const DAYS_OF_SEEDS = Math.floor(2 ** 31 / SEEDS_PER_DAY);

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
  .option('--history <file>', 'where nights are remembered', 'reports/out/nights.jsonl')
  .option('--out <dir>', 'where the trend page goes', 'reports/out')
  .exitOverride();

stopOnSignals();
process.exitCode = await main();

interface Flags {
  base: string;
  slices: number;
  sliceSeconds: number;
  warmup: number;
  rate: number;
  mongo: string;
  seeds: number;
  history: string;
  out: string;
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
  try {
    const night = await compareWithBase(flags);
    remember(flags.history, night);
    makeFolder(flags.out);
    const page = path.join(flags.out, 'trend.html');
    writeFileSync(page, renderTrend(nightsIn(flags.history)));
    for (const warning of night.warnings) console.log(`warning: ${warning}`);
    for (const failure of night.failures) console.log(`FAILED: ${failure}`);
    console.log(`${night.failures.length === 0 ? 'nothing is worse' : 'worse'}; the nights so far: ${page}`);
    return night.failures.length === 0 ? EXIT.fine : EXIT.worse;
  } catch (error) {
    console.error(`nightly: ${(error as Error).message}`);
    return interruption.signal.aborted ? EXIT.interrupted : EXIT.broken;
  }
}

async function compareWithBase(flags: Flags): Promise<Night> {
  const startedAt = new Date();
  const random = seedrandom(startedAt.toISOString());
  const base = checkOut(ROOT, flags.base);
  // So that the checkout goes, whatever ends this process.
  process.on('exit', base.remove);
  try {
    const counters = { base: await countersOf(base.dir), head: await countersOf(ROOT) };
    const first = await pass('first', base.dir, flags, random);
    const suspects = first.comparisons.filter(({ isWorse, gates }) => isWorse && gates);
    const second = suspects.length > 0 ? await pass('second', base.dir, flags, random) : null;
    const confirmed = suspects.filter(({ metric }) =>
      second?.comparisons.some((c) => c.metric === metric && c.isWorse),
    );
    const failedSeeds = await freshSeeds(startedAt, flags.seeds);
    return {
      at: startedAt.toISOString(),
      base: base.commit,
      head: commitOf(ROOT, 'HEAD'),
      database: flags.mongo,
      figures: { base: medians(figuresOf(first.base)), head: medians(figuresOf(first.head)) },
      comparisons: [...first.comparisons, ...(second?.comparisons ?? [])],
      counters,
      failures: [
        ...violated('head', [...first.head, ...(second?.head ?? [])]),
        ...grown(counters.base, counters.head),
        ...confirmed.map(told),
        ...failedSeeds,
      ],
      warnings: [
        ...violated('base', [...first.base, ...(second?.base ?? [])]),
        ...first.comparisons.filter(({ isWorse, gates }) => isWorse && !gates).map(told),
      ],
    };
  } finally {
    process.off('exit', base.remove);
    base.remove();
  }
}

async function pass(name: string, baseDir: string, flags: Flags, random: () => number) {
  const slices: Record<'base' | 'head', Slice[]> = { base: [], head: [] };
  for (let i = 0; i < flags.slices; i++) {
    const order = random() < 0.5 ? (['base', 'head'] as const) : (['head', 'base'] as const);
    // Both of a pair get the same workload.
    const options = {
      mongo: flags.mongo,
      ratePerS: flags.rate,
      seconds: flags.sliceSeconds,
      warmupS: flags.warmup,
      seed: i + 1,
    };
    for (const side of order) slices[side].push(await runSlice(side === 'base' ? baseDir : ROOT, options));
    console.log(
      `${name} pass, pair ${i + 1} of ${flags.slices}: ${sideBySide(slices.base.at(-1)!.figures, slices.head.at(-1)!.figures)}`,
    );
  }
  const comparisons = GATES.map((gate) => {
    const of = (side: Slice[]) => side.map(({ figures }) => figures[gate.metric]!);
    return compare(gate, of(slices.base), of(slices.head), random);
  });
  for (const comparison of comparisons) console.log(`${name} pass: ${told(comparison)}`);
  return { ...slices, comparisons };
}

function figuresOf(slices: Slice[]): Figures[] {
  return slices.map(({ figures }) => figures);
}

function violated(side: string, slices: Slice[]): string[] {
  return slices.flatMap(({ violations }) => violations.map((line) => `${side} violated ${line}`));
}

function sideBySide(base: Figures, head: Figures): string {
  return GATES.map(
    ({ metric }) => `${metric} ${base[metric]!.toFixed(1)} / ${head[metric]!.toFixed(1)}`,
  ).join(', ');
}

function told({ metric, effectPercent, lowPercent, highPercent, pairs }: Comparison): string {
  const signed = (value: number) => `${value > 0 ? '+' : ''}${value.toFixed(1)}%`;
  return `${metric}: ${signed(effectPercent)} (95%: ${signed(lowPercent)} to ${signed(highPercent)}, ${pairs} pairs)`;
}

function medians(slices: Figures[]): Figures {
  return Object.fromEntries(
    GATES.map(({ metric }) => {
      const sorted = slices.map((figures) => figures[metric]!).sort((a, b) => a - b);
      return [metric, sorted[sorted.length >> 1]!];
    }),
  );
}

/** What failed, as lines; the simulator saves the plan of each failing seed itself. */
async function freshSeeds(now: Date, count: number): Promise<string[]> {
  if (count === 0) return [];
  const first = (Math.floor(now.getTime() / DAY_MS) % DAYS_OF_SEEDS) * SEEDS_PER_DAY;
  const range = ['--seed', first, '--runs', count];
  const { code, said } = await runNode(['sim/cli.ts', ...range, '--workers', 2], { cwd: ROOT });
  console.log(`seeds ${first} to ${first + count - 1}: exit code ${code}`);
  return code === 0
    ? []
    : [`npm run sim -- --seed ${first} --runs ${count}: exit code ${code}\n${said.slice(-4000)}`];
}
