/** The flags of `npm run sim`. */
import os from 'node:os';
import { Command, CommanderError, Option } from 'commander';
import { commandLine, FOLDERS } from '../../harness/called.ts';
import type { Shard } from '../../harness/campaign/index.ts';
import { SERVER_VERSIONS } from '../../harness/mongo/server-version.ts';
import { wholeBetween } from '../../harness/number-option.ts';
import type { ScenarioFile } from '../../harness/scenario/load.ts';
import { scenarioOption } from '../../harness/scenario/option.ts';
import { timeSpan } from '../../harness/time-span.ts';
import { faultsOf } from '../faults/index.ts';
import { addressOf, DEFAULT_ADDRESS, inUrl, pauseAt } from '../inspect/flags.ts';
import { versionOf } from '../plan/draw.ts';
import { branchAt } from './branch-at.ts';
import { bugGiven } from './bug-given.ts';
import { conflictIn } from './conflicts.ts';
import { EXIT } from './exit-codes.ts';
import { faultList } from './fault-list.ts';
import { helpAfter } from './help.ts';
import { FAIR_RUNS, type Options, SEED_TIMEOUT_MS, SHRINK_BUDGET_MS } from './options.ts';
import { shardOf } from './shard.ts';

const MOST_RUNS = 10_000_000;

/** Parses or exits: 0 after --help, 2 after one clear line about a bad flag. */
export function parseOptions(argv: string[], of: ScenarioFile): Options {
  const { scenario } = of;
  const { size } = scenario;
  const allFaults = faultsOf(scenario);
  const command = new Command(commandLine('sim'))
    .description('Runs a scenario under a seeded scheduler with simulated faults, and judges its history.')
    .addOption(scenarioOption())
    .option('--seed <n>', 'first seed', wholeBetween(0, 2_147_483_647), 1)
    .option(
      '--runs <k>',
      'how many seeds, from the first on (default: 1; with --time, as many as it allows)',
      wholeBetween(1, MOST_RUNS),
    )
    .option(
      '--workers <w>',
      'threads to spread the seeds over (default: as many as cores)',
      wholeBetween(1, 256),
    )
    .option('--shard <i/n>', 'run only every n-th of the seeds, from the i-th on', shardOf)
    .option('--time <span>', 'begin no seed after this time, such as 90s, 10m or 1h30m', timeSpan)
    .option(
      `--${size.of} <m>`,
      `${size.of} in each history (default: ${size.usual})`,
      wholeBetween(1, 100_000),
    )
    .option(
      '--members <m>',
      'members of the database replica set (default: drawn, mostly 3)',
      wholeBetween(1, 7),
    )
    .addOption(
      new Option(
        '--server-version <version>',
        `which MongoDB the database is like (default: ${versionOf(scenario)})`,
      ).choices(SERVER_VERSIONS),
    )
    .option('--no-swarm', `draw every seed alike: ${size.usual} ${size.of}, 3 members, all faults on`)
    .addOption(
      new Option('--faults <list>', 'none, all, or kinds separated by commas')
        .argParser((text: string) => faultList(text, allFaults))
        .default([...allFaults], 'all'),
    )
    .option('--plan <file>', 'replay a saved plan instead of a seed, with the bug it was saved with')
    .option(
      '--around <n>',
      'look for what went wrong under load, of which --plan is an excerpt, in so many neighbours of it',
      wholeBetween(1, 1_000_000),
    )
    .option(
      '--branch <at:salt>',
      'from a moment on, such as 2310ms:4, another future: streams and later faults drawn anew (one seed only)',
      branchAt,
    )
    .option(
      '--bug <name>',
      "plant a bug in a service first; 'none' takes away that of a plan",
      (text: string) => bugGiven(scenario, text),
    )
    .addOption(
      new Option('--drain <mode>', 'how microtasks are run dry between events')
        .choices(['immediate', 'tick'])
        .default('tick'),
    )
    .option('--verify', 'run each seed both ways of draining, and fail when the hashes differ', false)
    .option('--max-failures <n>', 'stop after this many seeds that failed', wholeBetween(1, 1_000_000))
    .addOption(
      new Option('--seed-timeout <span>', 'give a seed up that takes longer than this to run')
        .argParser(timeSpan)
        .default(SEED_TIMEOUT_MS, '5m'),
    )
    .option(
      '--results <folder>',
      `write each seed's result there as it ends (default: with --shard, --time or --resume, ${FOLDERS.results})`,
    )
    .option('--resume', 'go on from the results file of a campaign that was stopped', false)
    .option(
      '--require-sometimes',
      `fail when a state was never reached (default: from ${FAIR_RUNS} seeds on, if nothing is left out)`,
    )
    .option('--no-require-sometimes', 'never fail for that')
    .option(
      '--shrink',
      'shrink the first failure of each kind to the least that fails alike (default: unless with --plan)',
    )
    .option('--no-shrink', 'leave failures as they are found')
    .addOption(
      new Option('--shrink-budget <span>', 'shrink each failure for no longer than this')
        .argParser(timeSpan)
        .default(SHRINK_BUDGET_MS, '1m'),
    )
    .option('--known <file>', 'pass while only those failures occur that are in it')
    .option('--update-known', 'put those that occur into the file of --known, or make it', false)
    .option('--junit <file>', 'write what failed and what held as JUnit XML')
    .option(
      '--trace <file>',
      'write each event as one JSON line, timeUs on the clock of the run (one seed only)',
    )
    .option(
      '--log <file>',
      'write each line of the services as one JSON line: runMs on the clock of the run, process, and its fields, or line where it is no JSON (one seed only)',
    )
    .option('--json <file>', 'write the results, one object per seed')
    .addOption(
      new Option(
        '--inspect [host:port]',
        `wait for a debugger to attach, and run under it (one seed only; default: ${inUrl(DEFAULT_ADDRESS)})`,
      )
        .argParser(addressOf)
        .preset(inUrl(DEFAULT_ADDRESS)),
    )
    .option(
      '--pause-at <moment>',
      'where the debugger stops first: start, 3.2s, event:5120 or violation (default: start)',
      pauseAt,
    )
    .addHelpText('after', helpAfter(scenario))
    .allowExcessArguments(false)
    .showSuggestionAfterError(true)
    .exitOverride();
  try {
    command.parse(argv);
    const { [size.of]: asked, scenario: _, ...given } = command.opts();
    const options = completed({ ...given, of, ...(asked !== undefined && { size: asked }) } as Given);
    const conflict = conflictIn(options, (name) => command.getOptionValueSource(name) === 'cli');
    if (conflict !== undefined) command.error(`error: ${conflict}`);
    return options;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exit(error.exitCode === 0 ? EXIT.passed : EXIT.usage);
  }
}

type Given = Omit<
  Options,
  | 'runs'
  | 'isOpen'
  | 'workers'
  | 'shard'
  | 'timeMs'
  | 'seedTimeoutMs'
  | 'shrink'
  | 'shrinkBudgetMs'
  | 'shrinkWorkers'
> & {
  shrink?: boolean;
  shrinkBudget: number;
  runs?: number;
  workers?: number;
  shard?: Shard;
  time?: number;
  seedTimeout: number;
};

/** What was not given follows from what was. */
function completed({ time, seedTimeout, shrinkBudget, ...given }: Given): Options {
  const runs = given.runs ?? (time === undefined ? 1 : MOST_RUNS);
  const isCampaign = given.shard !== undefined || time !== undefined || given.resume;
  return {
    ...given,
    runs,
    isOpen: given.runs === undefined && time !== undefined,
    workers: given.workers ?? (runs === 1 && given.around === undefined ? 1 : os.availableParallelism()),
    shard: given.shard ?? { index: 1, of: 1 },
    allFaultsOn: given.faults.length === faultsOf(given.of.scenario).length,
    seedTimeoutMs: seedTimeout,
    // What a plan that is replayed comes to was seen when it was saved.
    shrink: given.shrink ?? (given.plan === undefined || given.around !== undefined),
    shrinkBudgetMs: shrinkBudget,
    shrinkWorkers: given.workers ?? os.availableParallelism(),
    ...(time !== undefined && { timeMs: time }),
    ...(isCampaign && { results: given.results ?? FOLDERS.results }),
  };
}
