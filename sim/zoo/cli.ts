/**
 * `npm run zoo`: hunts every planted bug over disjoint ranges of seeds, and says what caught it and how fast.
 *
 * `hunt.ts` hunts one bug in one range, in a process of its own (`hunter.ts`); `survey.ts` hunts them all, `lanes.ts` side
 * by side; `table.ts` puts into words what was found. The bugs are the scenario's.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { commandLine } from '../../harness/called.ts';
import { makeFolder } from '../../harness/folder.ts';
import { INTERRUPTED, onInterrupt } from '../../harness/interrupt.ts';
import { wholeBetween } from '../../harness/number-option.ts';
import type { Bug } from '../../harness/scenario/bug.ts';
import { bugList, bugNamed } from '../../harness/scenario/find-bug.ts';
import { ScenarioError, type ScenarioFile } from '../../harness/scenario/load.ts';
import { scenarioGiven, scenarioOption } from '../../harness/scenario/option.ts';
import { Progress } from './progress.ts';
import { survey } from './survey.ts';
import { isFoundEverywhere, printSummary, printTable, rowOf } from './table.ts';

const EXIT_NOT_FOUND = 1;
const EXIT_USAGE = 2;

interface Options {
  bugs: Bug[];
  ranges: number;
  limit: number;
  workers: number;
  swarm: boolean;
  compare: boolean;
  json?: string;
}

function parse({ scenario }: ScenarioFile): Options {
  const { name, bugs: all = [] } = scenario;
  const command = new Command(commandLine('zoo'))
    .description('Hunts every planted bug, and tells which invariant caught it after how many seeds.')
    .addOption(scenarioOption())
    .addOption(
      new Option('--bugs <names>', 'which, separated by commas')
        .argParser((text: string) => text.split(',').map((name) => bugNamed(scenario, name)))
        .default([...all], 'all'),
    )
    .option('--ranges <n>', 'disjoint ranges of seeds', wholeBetween(1, 100), 5)
    .option('--limit <n>', 'seeds in each range, at most', wholeBetween(1, 100_000), 200)
    .option('--workers <w>', 'bugs hunted at once, each in a process of its own', wholeBetween(1, 256), 2)
    .option('--no-compare', 'do not hunt a second time with all faults on in every seed (sim --no-swarm)')
    .option('--json <file>', 'write the figures, one object per bug')
    .addHelpText(
      'after',
      `
${bugList(scenario)}

Exit codes:
  0 all were found in every range, with swarm   1 one was not   2 bad usage   130 interrupted`,
    )
    .allowExcessArguments(false)
    .exitOverride();
  try {
    const options = command.parse().opts<Options>();
    if (options.bugs.length === 0) command.error(`error: the scenario ${name} has no bugs to hunt`);
    return options;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exit(error.exitCode === 0 ? 0 : EXIT_USAGE);
  }
}

async function main(of: ScenarioFile, options: Options): Promise<number> {
  const { bugs, ranges, limit, compare, json } = options;
  const stop = new AbortController();
  const progress = new Progress(bugs.length * ranges * (compare ? 2 : 1));
  onInterrupt(() => {
    progress.say(
      'interrupted: what was found is told when the seeds under way have run; Ctrl-C again ends it at once',
    );
    stop.abort();
  });
  const all = await survey({ bugs, of }, options, stop.signal, {
    onSeed: () => progress.seed(),
    onHunt: (bug) => progress.hunt(bug.name),
    onBug: (found) => progress.bug(found),
  });
  progress.clear();
  const rows = all.filter((found) => found.hunts.length > 0).map(rowOf);
  console.log(
    rows.length === 0 ? 'no hunt was over' : `${printTable(rows, limit)}\n\n${printSummary(rows, limit)}`,
  );
  if (json) {
    makeFolder(path.dirname(json));
    writeFileSync(json, `${JSON.stringify(rows, null, 1)}\n`);
  }
  if (stop.signal.aborted) return INTERRUPTED;
  return rows.every(isFoundEverywhere) ? 0 : EXIT_NOT_FOUND;
}

const scenario = await scenarioGiven('zoo', EXIT_USAGE);
try {
  process.exitCode = await main(scenario, parse(scenario));
} catch (error) {
  if (!(error instanceof ScenarioError)) throw error;
  console.error(`zoo: ${error.message}`);
  // It does not wait for the seeds under way.
  process.exit(EXIT_USAGE);
}
