/** The flags of `npm run sim`. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { allBugs } from '../bugs/index.ts';
import { allFaults, type FaultKind } from '../faults/index.ts';
import type { DrainMode } from '../world/drain.ts';
import { EXIT } from './exit-codes.ts';

export interface Options {
  seed: number;
  runs: number;
  workers: number;
  swarm: boolean;
  orders?: number;
  members?: number;
  faults: FaultKind[];
  drain: DrainMode;
  verify: boolean;
  maxFailures?: number;
  plan?: string;
  bug?: string;
  trace?: string;
  log?: string;
  json?: string;
}

function integer(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < min || value > max) {
      throw new InvalidArgumentError(`expected a whole number from ${min} to ${max}.`);
    }
    return value;
  };
}

function faultList(text: string): FaultKind[] {
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

function bugName(text: string): string {
  if (!allBugs.some((bug) => bug.name === text)) {
    throw new InvalidArgumentError(
      `there is no bug '${text}'. There are: ${allBugs.map((b) => b.name).join(', ')}.`,
    );
  }
  return text;
}

/** Parses or exits: 0 after --help, 2 after one clear line about a bad flag. */
export function parseOptions(argv: string[]): Options {
  const command = new Command('sim')
    .description('Runs the shop under a seeded scheduler with simulated faults, and judges its history.')
    .option('--seed <n>', 'first seed', integer(0, 2_147_483_647), 1)
    .option('--runs <k>', 'how many seeds, from the first on', integer(1, 10_000_000), 1)
    .option('--workers <w>', 'threads to spread the seeds over', integer(1, 256), 1)
    .option('--orders <m>', 'orders in each history (default: drawn, 100 on average)', integer(1, 100_000))
    .option('--members <m>', 'members of the database replica set (default: drawn, mostly 3)', integer(1, 7))
    .option('--no-swarm', 'draw every seed alike: 100 orders, 3 members, all faults on')
    .addOption(
      new Option('--faults <list>', 'none, all, or kinds separated by commas')
        .argParser(faultList)
        .default([...allFaults], 'all'),
    )
    .option('--plan <file>', 'replay a saved plan instead of a seed')
    .option('--bug <name>', 'plant a bug in a service first', bugName)
    .addOption(
      new Option('--drain <mode>', 'how microtasks are run dry between events')
        .choices(['immediate', 'tick'])
        .default('tick'),
    )
    .option('--verify', 'run each seed both ways of draining, and fail when the hashes differ', false)
    .option('--max-failures <n>', 'stop after this many seeds that failed', integer(1, 1_000_000))
    .option('--trace <file>', 'write each event as one JSON line (one seed only)')
    .option('--log <file>', 'write the structured logs of the services (one seed only)')
    .option('--json <file>', 'write the results, one object per seed')
    .addHelpText('after', helpAfter())
    .allowExcessArguments(false)
    .showSuggestionAfterError(true)
    .exitOverride();
  try {
    command.parse(argv);
    const options = command.opts<Options>();
    const single = options.plan !== undefined || options.runs === 1;
    if ((options.trace || options.log) && !single)
      command.error('error: --trace and --log take one seed only');
    if (options.plan !== undefined && options.runs > 1)
      command.error('error: --plan is one history: it takes no --runs');
    return options;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exit(error.exitCode === 0 ? EXIT.passed : EXIT.usage);
  }
}

function helpAfter(): string {
  const list = (rows: { name: string; says: string }[]) =>
    rows.map(({ name, says }) => `  ${name.padEnd(26)} ${says}`).join('\n');
  return `
Faults:
${list(allFaults.map((f) => ({ name: f.kind, says: f.says })))}

Bugs:
${list(allBugs.map((b) => ({ name: b.name, says: b.why })))}

Exit codes:
  0 passed   1 an invariant was violated   2 bad usage   3 stuck: not at rest in time
  4 escape, crash or nondeterminism   130 interrupted

Examples:
  npm run sim -- --seed 42
  npm run sim -- --seed 1 --runs 500 --workers 2
  npm run sim -- --bug lost-update --runs 100 --max-failures 1
  npm run sim -- --plan sim/out/seed-7.json --trace trace.jsonl`;
}
