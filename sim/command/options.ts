/** The flags of `npm run sim`. */
import os from 'node:os';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { commandLine, FOLDERS } from '../../harness/called.ts';
import type { Shard } from '../../harness/campaign/index.ts';
import { wholeBetween } from '../../harness/number-option.ts';
import { bugList, bugNamed } from '../../harness/scenario/find-bug.ts';
import type { ScenarioFile } from '../../harness/scenario/load.ts';
import { scenarioOption } from '../../harness/scenario/option.ts';
import type { Scenario } from '../../harness/scenario/scenario.ts';
import { timeSpan } from '../../harness/time-span.ts';
import { type FaultKind, faultsOf } from '../faults/index.ts';
import { type Address, addressOf, DEFAULT_ADDRESS, inUrl, type PauseAt, pauseAt } from '../inspect/flags.ts';
import type { Branch } from '../plan/plan.ts';
import type { DrainMode } from '../world/drain.ts';
import { branchAt } from './branch-at.ts';
import { EXIT } from './exit-codes.ts';
import { shardOf } from './shard.ts';

const SIM = commandLine('sim');
const MOST_RUNS = 10_000_000;
/** With so many seeds, a state that was never reached is no bad luck. */
export const FAIR_RUNS = 5000;
/** No seed takes a tenth of this. */
export const SEED_TIMEOUT_MS = 300_000;
export const SHRINK_BUDGET_MS = 60_000;

export interface Options {
  /** What is run. */
  of: ScenarioFile;
  seed: number;
  runs: number;
  /** As many as there is time for: `runs` is only a bound. */
  isOpen: boolean;
  workers: number;
  swarm: boolean;
  /** Of what the scenario counts its size in. */
  size?: number;
  members?: number;
  faults: FaultKind[];
  /** No kind was left out. */
  allFaultsOn: boolean;
  drain: DrainMode;
  verify: boolean;
  maxFailures?: number;
  shard: Shard;
  timeMs?: number;
  seedTimeoutMs: number;
  /** The folder of the results file. */
  results?: string;
  resume: boolean;
  /** Whether a state never reached fails the campaign; absent: if the campaign is large enough. */
  requireSometimes?: boolean;
  plan?: string;
  /** So many neighbours of the plan, to look for what it is of. */
  around?: number;
  /** The one history goes on in another future from a moment on. */
  branch?: Branch;
  bug?: string | undefined;
  /** Each failure of a new kind is shrunk. */
  shrink: boolean;
  shrinkBudgetMs: number;
  /** Threads for that: there is work for all of them, where one seed has work for one. */
  shrinkWorkers: number;
  /** The file of failures that are known, and whether those that occur are put into it. */
  known?: string;
  updateKnown: boolean;
  junit?: string;
  trace?: string;
  log?: string;
  json?: string;
  /** Where a debugger attaches: absent, none is waited for. */
  inspect?: Address;
  pauseAt?: PauseAt;
}

function faultList(text: string, allFaults: readonly FaultKind[]): FaultKind[] {
  if (text === 'all') return [...allFaults];
  if (text === 'none') return [];
  return text.split(',').map((name) => {
    const kind = allFaults.find((f) => f.kind === name.trim());
    if (!kind) {
      const known = allFaults.map((f) => f.kind).join(', ');
      throw new InvalidArgumentError(`there is no fault '${name}'. There are: none, all, ${known}.`);
    }
    return kind;
  });
}

/** Beside a plan's own bug, so that it can be run without. */
export const NO_BUG = 'none';

const bugName = (scenario: Scenario, text: string): string =>
  text === NO_BUG ? text : bugNamed(scenario, text).name;

/** What a plan is drawn from, besides its size. */
const DRAWING = ['seed', 'members', 'faults', 'swarm'];

/** What is of no use to who looks at one history. */
const NOT_INSPECTED = ['verify', 'shrink', 'results', 'around', 'json'] as const;

/** Parses or exits: 0 after --help, 2 after one clear line about a bad flag. */
export function parseOptions(argv: string[], of: ScenarioFile): Options {
  const { scenario } = of;
  const { size } = scenario;
  const allFaults = faultsOf(scenario);
  const command = new Command(SIM)
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
      (text: string) => bugName(scenario, text),
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
    const single = options.plan !== undefined || options.runs === 1;
    if ((options.trace || options.log) && !single)
      command.error('error: --trace and --log take one seed only');
    if (options.branch && !single) command.error('error: --branch takes one seed only');
    if (options.updateKnown && options.known === undefined)
      command.error('error: --update-known needs a file: --known <file>');
    if (options.known !== undefined && !options.shrink)
      command.error('error: what is known is told by what is left of it: --known needs --shrink');
    if (options.plan !== undefined && (options.runs > 1 || options.results !== undefined))
      command.error(
        'error: --plan is one history: it takes no --runs, --shard, --time, --results or --resume',
      );
    if (options.around !== undefined) {
      if (options.plan === undefined) command.error('error: --around needs the --plan to look around');
      const single = ['branch', 'trace', 'log', 'json', 'known', 'junit'].find(
        (name) => command.getOptionValue(name) !== undefined,
      );
      if (single !== undefined) command.error(`error: --around runs many plans: it takes no --${single}`);
    }
    const drawing = [...DRAWING, size.of].find((name) => command.getOptionValueSource(name) === 'cli');
    if (options.plan !== undefined && drawing !== undefined)
      command.error(
        `error: --plan is drawn already: it takes no --${drawing === 'swarm' ? 'no-swarm' : drawing}`,
      );
    if (options.inspect) {
      const many = single
        ? NOT_INSPECTED.find((name) => command.getOptionValueSource(name) === 'cli' && options[name])
        : 'runs';
      if (many) command.error(`error: --inspect is for looking at one history: it takes no --${many}`);
    }
    if (options.pauseAt && !options.inspect)
      command.error('error: --pause-at stops a debugger: it needs --inspect');
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

function helpAfter(scenario: Scenario): string {
  const list = (rows: { name: string; says: string }[]) =>
    rows.map(({ name, says }) => `  ${name.padEnd(26)} ${says}`).join('\n');
  return `
Faults:
${list(faultsOf(scenario).map((f) => ({ name: f.kind, says: f.says })))}

${bugList(scenario)}

Times: one clock for plan, story, trace, logs and verdict. Zero is when clients are let in and faults may begin,
2024-01-01T00:00:00Z by every clock that is right; the world begins 2 s before, for all to start.

Exit codes:
  0 passed, or failed only as is --known   1 an invariant was violated   2 bad usage   3 stuck: not at rest in time
  4 escape, crash or nondeterminism, or no room to write   7 all passed, but a state was never reached   130 interrupted

Examples:
  ${SIM} --seed 42
  ${SIM} --seed 1 --runs 500
  ${SIM} --runs 10000 --shard 3/16 --time 10m --results results --resume
  ${SIM} --bug ${scenario.bugs?.[0]?.name ?? 'NAME'} --runs 100 --max-failures 1
  ${SIM} --runs 2000 --known known.json --junit junit.xml
  ${SIM} --plan ${FOLDERS.reports}/live-2026-01-31T12-00-00.json --around 200
  ${SIM} --plan ${FOLDERS.plans}/seed-7-1a2b3c4d.json --trace trace.jsonl`;
}
