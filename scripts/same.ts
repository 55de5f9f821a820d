/**
 * `npm run same`: the same seeds on other versions of Node and in other environments. Hosts must be told the same of their
 * machine everywhere, and each seed have the same trace and history.
 */
import { execFileSync } from 'node:child_process';
import os from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import { Command, InvalidArgumentError } from 'commander';
import { type Environment, environments, type Told, tellFrom } from '../sim/testing/environments.ts';
import { interruption, stopOnSignals } from './run-node.ts';
import { fetchNode } from './same/nodes.ts';
import { withTempDir } from './temp-dir.ts';

const { signal } = interruption;

function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) < 1)
    throw new InvalidArgumentError('expected a whole number from 1.');
  return Number(text);
}

function versions(text: string): string[] {
  const all = text.split(',');
  if (!all.every((one) => /^\d+(\.\d+){0,2}$/.test(one)))
    throw new InvalidArgumentError('expected versions such as 20,22.12,24.');
  return all;
}

const command = new Command('same')
  .description(
    'Compares hashes of seeds, and what hosts are told, on other versions of Node and in other environments.',
  )
  .option('--seed <n>', 'first seed', whole, 1)
  .option('--seeds <n>', 'how many', whole, 5)
  .option('--orders <n>', 'orders in each', whole, 100)
  .option('--nodes <versions>', 'fetched from npm; those that cannot be had are skipped', versions, [
    '20',
    '22',
    '24',
    '26',
  ])
  .option('--node <binary...>', 'binaries at hand, in place of those')
  .option(
    '--environments',
    'and in other time zones, languages, folders, as another user, on another kernel',
    false,
  )
  .addHelpText(
    'after',
    '\nExit codes: 0 all the same, 1 something differs, 2 bad usage, 4 something did not run, 130 interrupted',
  )
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .parse();

interface Options {
  seed: number;
  seeds: number;
  orders: number;
  nodes: string[];
  node?: string[];
  environments: boolean;
}
const options = command.opts<Options>();

type Places = Record<string, Environment>;

const nameOf = (binary: string): string =>
  `Node ${execFileSync(binary, ['--version'], { encoding: 'utf8' }).trim().slice(1)}`;

async function nodesIn(folder: string): Promise<Places> {
  const places: Places = {};
  for (const node of options.node ?? []) places[nameOf(node)] = { node };
  if (options.node) return places;
  for (const version of options.nodes) {
    const had = await fetchNode(version, folder, signal);
    if ('reason' in had) console.log(`skipped: Node ${version} cannot be had: ${had.reason}`);
    else places[nameOf(had.binary)] = { node: had.binary };
  }
  return places;
}

/** What is not as it is here, in words; empty if all is. */
function differences(here: Told, there: Told): string[] {
  const seeds = Object.keys(here.hashes).filter((seed) => here.hashes[seed] !== there.hashes[seed]);
  const told = Object.keys(here.told).filter((one) => !isDeepStrictEqual(here.told[one], there.told[one]));
  return [...seeds.map((seed) => `seed ${seed}`), ...told.map((one) => `what hosts are told: ${one}`)];
}

/** How many places were not as this one. */
async function compare(places: Places): Promise<number> {
  const flags = ['--seed', options.seed, '--runs', options.seeds, '--orders', options.orders].map(String);
  const here = tellFrom({}, flags, signal);
  const left = Object.entries(places);
  let differing = 0;
  const lane = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const [name, environment] = next;
      const there = await tellFrom(environment, flags, signal);
      const found = differences(await here, there);
      if (found.length > 0) differing++;
      const count = found.filter((one) => one.startsWith('seed')).length;
      console.log(`${name.padEnd(50)} ${count} of ${options.seeds} differ`);
      for (const one of found.slice(0, 10)) console.log(`  ${one}`);
    }
  };
  await Promise.all([here, ...Array.from({ length: os.availableParallelism() }, lane)]);
  return differing;
}

stopOnSignals();
try {
  process.exitCode = await withTempDir('same', async (folder) => {
    const places = { ...(await nodesIn(folder)), ...(options.environments ? environments : {}) };
    console.log(
      `${options.seeds} seeds from ${options.seed}, compared with Node ${process.versions.node} as it is here`,
    );
    return (await compare(places)) === 0 ? 0 : 1;
  });
} catch (error) {
  console.error(`same: ${(error as Error).message}`);
  process.exitCode = signal.aborted ? 130 : 4;
}
