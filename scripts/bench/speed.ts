/** How fast histories run, on one core and on two, against another commit, and where the time goes. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { median } from '../../harness/median.ts';
import type { RunResult } from '../../sim/result.ts';
import { checkOut } from '../nightly/checkout.ts';
import { idle } from './idle.ts';
import { profileByPart } from './profile.ts';
import { runScript, SIMULATE } from './script.ts';
import { type Section, scaled } from './section.ts';
import { type SimRun, sim } from './sim.ts';

const ROUNDS = 5;
/** What the figures are promised for: all faults on three members of the database. */
const STORM = ['--no-swarm', '--members', '3'];

const sum = (results: readonly RunResult[], of: (r: RunResult) => number): number =>
  results.reduce((total, r) => total + of(r), 0);

/** What one run of many seeds says, with the time to start the process left in. */
function figures({ results, wallMs }: SimRun) {
  const wallS = wallMs / 1000;
  return {
    seedsPerS: results.length / wallS,
    eventsPerS: sum(results, (r) => r.events) / wallS,
    driverMessagesPerS: sum(results, (r) => r.traffic.mongoMessages) / wallS,
    virtualSPerS: sum(results, (r) => r.virtualMs) / 1000 / wallS,
  };
}

type Figures = ReturnType<typeof figures>;

/** Each way of running a range of seeds, and the flags for it. */
const WAYS: Record<string, string[]> = {
  '100 orders, all faults, one core': [...STORM, '--workers', '1'],
  '100 orders, all faults, two workers': [...STORM, '--workers', '2'],
  '100 orders, swarm, one core': ['--workers', '1'],
  '25 orders, all faults, two workers': [...STORM, '--orders', '25', '--workers', '2'],
  '25 orders, swarm, two workers': ['--orders', '25', '--workers', '2'],
};
const [ONE, TWO] = Object.keys(WAYS) as [string, string];

const rangeOf = (round: number, seeds: number) => [
  '--seed',
  String(70_000 + round * 1000),
  '--runs',
  String(seeds),
];

function middle(rows: readonly Figures[]): Figures {
  const keys = Object.keys(rows[0]!) as (keyof Figures)[];
  return Object.fromEntries(keys.map((key) => [key, median(rows.map((r) => r[key]))])) as Figures;
}

/** Head over base, in alternation on the same seeds; the flags are those that every commit knows. */
async function against(base: string, seeds: number) {
  const checkout = checkOut(process.cwd(), base);
  try {
    const ratios: { seedsPerS: number; eventsPerS: number }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const flags = [...rangeOf(round, seeds), '--workers', '1', '--orders', '100'];
      const then = figures(await sim(flags, checkout.dir));
      const now = figures(await sim(flags));
      ratios.push({
        seedsPerS: now.seedsPerS / then.seedsPerS,
        eventsPerS: now.eventsPerS / then.eventsPerS,
      });
    }
    return {
      base: checkout.commit,
      seedsPerS: median(ratios.map((r) => r.seedsPerS)),
      eventsPerS: median(ratios.map((r) => r.eventsPerS)),
    };
  } finally {
    checkout.remove();
  }
}

/** Warmed up first: what is asked is where a long campaign spends its time. */
const PROFILED = `
  const { Session } = await import('node:inspector/promises');
  const { writeFileSync } = await import('node:fs');
  ${SIMULATE}
  const [file, seeds] = process.argv.slice(-2);
  const draw = { swarm: false };
  for (let n = 0; n < seeds / 4; n++) await simulate(plan(69000 + n, draw));
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.start');
  for (let n = 0; n < seeds; n++) await simulate(plan(70000 + n, draw));
  const { profile } = await session.post('Profiler.stop');
  writeFileSync(file, JSON.stringify(profile));
`;

async function profile(seeds: number): Promise<Record<string, number>> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'groundhog-profile-'));
  const file = path.join(folder, 'profile.json');
  try {
    await runScript(PROFILED, [file, seeds], ['--max-semi-space-size=64']);
    return profileByPart(JSON.parse(readFileSync(file, 'utf8')));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export const speed: Section = {
  name: 'speed',
  says: 'seeds/s and events/s on one core and over two workers, in alternation; idle time; where the time goes',
  async measure(scale, base) {
    const seeds = scaled(40, scale);
    const rows: Record<string, Figures[]> = {};
    for (let round = 0; round < ROUNDS; round++) {
      for (const [way, flags] of Object.entries(WAYS)) {
        rows[way] ??= [];
        rows[way].push(figures(await sim([...rangeOf(round, seeds), ...flags])));
      }
    }
    const ways = Object.fromEntries(Object.entries(rows).map(([way, all]) => [way, middle(all)]));
    const result = {
      seedsPerRun: seeds,
      rounds: ROUNDS,
      ways,
      twoOverOne: median(rows[TWO]!.map((r, i) => r.seedsPerS / rows[ONE]![i]!.seedsPerS)),
      against: base === undefined ? undefined : await against(base, seeds),
      idleVirtualSPerS: await idle(),
      selfTimePercent: await profile(seeds),
    };
    for (const [way, row] of Object.entries(ways)) {
      const shown = Object.entries(row).map(([key, value]) => `${key} ${value.toFixed(1)}`);
      console.log(`  ${way.padEnd(36)} ${shown.join('  ')}`);
    }
    console.log(`  two workers over one core ${result.twoOverOne.toFixed(2)}×`);
    if (result.against)
      console.log(
        `  over ${result.against.base.slice(0, 7)}: ${result.against.seedsPerS.toFixed(2)}× the seeds/s, ${result.against.eventsPerS.toFixed(2)}× the events/s`,
      );
    const { shop, empty } = result.idleVirtualSPerS;
    console.log(
      `  idle: ${shop.toFixed(0)} to 1 with the shop at rest, ${empty.toFixed(0)} to 1 in an empty world`,
    );
    for (const [part, percent] of Object.entries(result.selfTimePercent))
      console.log(`    ${percent.toFixed(1).padStart(5)}%  ${part}`);
    return result;
  },
};
