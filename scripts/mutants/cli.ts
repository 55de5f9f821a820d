/**
 * `npm run mutants`: how much of what can be wrong with a scenario's services its invariants see.
 *
 * Mechanical mutants are drawn by a seed (`operators.ts` says which kinds there are, `draw.ts` which the compiler lets
 * through), and each is hunted as a planted bug is, until any seed fails in any way. Those that survive are for a reader:
 * some change nothing that anybody would notice, and the others say what is not judged, or where no workload and no fault
 * ever went.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Command, CommanderError } from 'commander';
import { commandLine } from '../../harness/called.ts';
import { makeFolder } from '../../harness/folder.ts';
import { INTERRUPTED, onInterrupt } from '../../harness/interrupt.ts';
import { wholeBetween } from '../../harness/number-option.ts';
import { ScenarioError, type ScenarioFile } from '../../harness/scenario/load.ts';
import { scenarioGiven, scenarioOption } from '../../harness/scenario/option.ts';
import { plural } from '../../harness/words.ts';
import type { Told } from '../../sim/zoo/hunter.ts';
import { inLanes } from '../../sim/zoo/lanes.ts';
import { bugOf, drawMutants } from './draw.ts';
import type { Mutant } from './operators.ts';

const EXIT_USAGE = 2;
/** Where no other seeds are: what is measured is a find, not a memory. */
const FIRST_SEED = 4_000_000;
const BETWEEN_MUTANTS = 1000;

interface Options {
  count: number;
  seed: number;
  limit: number;
  workers: number;
  within?: string;
  json?: string;
}

/** What became of one: by what it was killed, or that it lives. */
interface Row extends Mutant {
  killedBy: string | null;
  seeds: number;
  seconds: number;
}

function parse(): Options {
  const command = new Command(commandLine('mutants'))
    .description('Draws mechanical mutants of a scenario’s services, and tells which of them its runs kill.')
    .addOption(scenarioOption())
    .option('--count <n>', 'how many, of those that compile', wholeBetween(1, 10_000), 30)
    .option('--seed <n>', 'by which they are drawn', wholeBetween(0, 1_000_000_000), 1)
    .option('--limit <n>', 'seeds that each is run for, at most', wholeBetween(1, 900), 20)
    .option('--workers <w>', 'mutants run at once, each in a process of its own', wholeBetween(1, 256), 2)
    .option('--within <text>', 'only of files whose path holds it')
    .option('--json <file>', 'write what became of each')
    .addHelpText(
      'after',
      '\nExit codes: 0 all were run, whatever became of them   2 bad usage   130 interrupted',
    )
    .allowExcessArguments(false)
    .exitOverride();
  try {
    return command.parse().opts<Options>();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exit(error.exitCode === 0 ? 0 : EXIT_USAGE);
  }
}

const say = (line: string) => process.stderr.write(`${line}\n`);

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 70);

function inWords({ file, line, from, to, what, killedBy, seeds }: Row): string {
  const change = to === '' || to === ';' ? oneLine(from) : `${oneLine(from)} → ${oneLine(to)}`;
  const fate =
    killedBy === null
      ? `survived ${plural(seeds, 'seed')}`
      : `killed by ${killedBy} after ${plural(seeds, 'seed')}`;
  return `${fate.padEnd(60)} ${file}:${line}  ${what}: ${change}`;
}

const killerOf = ({ verdict, broken, reason }: Told): string | null => {
  if (verdict === 'passed') return null;
  return broken[0] ?? `${verdict}: ${oneLine(reason)}`;
};

async function main(of: ScenarioFile, options: Options): Promise<number> {
  const { count, seed, limit, workers, within, json } = options;
  const stop = new AbortController();
  const { signal } = stop;
  onInterrupt(() => {
    say('interrupted: what became of the others is told when the seeds under way have run');
    stop.abort();
  });
  const drawn = await drawMutants(of, {
    ...{ seed: String(seed), count, within, signal },
    onDrawn: (found, tried) => {
      if (tried % 20 === 0) say(`${found} of ${count} drawn, of ${tried} that were compiled`);
    },
  });
  const { mutants } = drawn;
  if (mutants.length === 0) throw new ScenarioError('there is nothing to draw from');
  say(`${plural(mutants.length, 'mutant')} of ${drawn.of}, each run for up to ${plural(limit, 'seed')}`);
  const names = of.scenario.invariants.map(({ name }) => name);
  const bugs = mutants.map((mutant) =>
    bugOf(mutant, readFileSync(path.join(of.root, mutant.file), 'utf8'), names),
  );
  const rows: Row[] = [];
  await inLanes({ bugs, of }, workers, signal, async (_bug, run, index) => {
    const row: Row = { ...mutants[index]!, killedBy: null, seeds: 0, seconds: 0 };
    while (row.killedBy === null && row.seeds < limit && !signal.aborted) {
      const told = await run({ seed: FIRST_SEED + index * BETWEEN_MUTANTS + row.seeds, swarm: true });
      // Who interrupts at a terminal may end that process too.
      if (signal.aborted) return;
      row.seeds++;
      row.seconds += told.wallMs / 1000;
      row.killedBy = killerOf(told);
    }
    // Cut short, it says nothing of one that lives.
    if (row.killedBy === null && signal.aborted) return;
    rows.push(row);
    say(`${rows.length}/${mutants.length}  ${inWords(row)}`);
  });
  const living = rows.filter(({ killedBy }) => killedBy === null);
  const byKiller = new Map<string, number>();
  for (const { killedBy } of rows) if (killedBy) byKiller.set(killedBy, (byKiller.get(killedBy) ?? 0) + 1);
  const killed = rows.length - living.length;
  console.log(`${killed} of ${rows.length} killed, ${living.length} survived${living.length > 0 ? ':' : ''}`);
  for (const row of living) console.log(`  ${inWords(row)}`);
  console.log('killed by');
  for (const [killer, times] of [...byKiller].sort(([, a], [, b]) => b - a))
    console.log(`  ${String(times).padStart(4)}  ${killer}`);
  if (json) {
    makeFolder(path.dirname(json));
    writeFileSync(json, `${JSON.stringify(rows, null, 1)}\n`);
  }
  return signal.aborted ? INTERRUPTED : 0;
}

const scenario = await scenarioGiven('mutants', EXIT_USAGE);
try {
  process.exitCode = await main(scenario, parse());
} catch (error) {
  if (!(error instanceof ScenarioError)) throw error;
  console.error(`mutants: ${error.message}`);
  process.exit(EXIT_USAGE);
}
