/** How fast histories run, on one core and on two, and where the time goes. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { RunResult } from '../../sim/run.ts';
import { profileByPart } from './profile.ts';
import { median, type Section, scaled } from './section.ts';
import { type SimRun, sim } from './sim.ts';

const ROUNDS = 5;

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

async function profile(seeds: number): Promise<Record<string, number>> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'groundhog-profile-'));
  try {
    await sim(['--seed', '70000', '--runs', String(seeds)], ['--cpu-prof', `--cpu-prof-dir=${folder}`]);
    const [file] = readdirSync(folder);
    return profileByPart(JSON.parse(readFileSync(path.join(folder, file!), 'utf8')));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export const speed: Section = {
  name: 'speed',
  says: '100 orders with default faults: seeds/s on one core and over two workers, in alternation',
  async measure(scale) {
    const seeds = scaled(40, scale);
    const range = (round: number) => ['--seed', String(70_000 + round * 1000), '--runs', String(seeds)];
    const one: ReturnType<typeof figures>[] = [];
    const two: ReturnType<typeof figures>[] = [];
    const ratios: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      one.push(figures(await sim(range(round))));
      two.push(figures(await sim([...range(round), '--workers', '2'])));
      ratios.push(two.at(-1)!.seedsPerS / one.at(-1)!.seedsPerS);
    }
    const middle = (rows: typeof one) =>
      Object.fromEntries(
        Object.keys(rows[0]!).map((key) => [key, median(rows.map((r) => r[key as keyof typeof r]))]),
      );
    const result = {
      seedsPerRun: seeds,
      rounds: ROUNDS,
      oneCore: middle(one),
      twoWorkers: middle(two),
      twoOverOne: median(ratios),
      selfTimePercent: await profile(seeds),
    };
    for (const [name, row] of Object.entries({
      'one core': result.oneCore,
      'two workers': result.twoWorkers,
    })) {
      console.log(
        `  ${name.padEnd(12)} ${Object.entries(row)
          .map(([k, v]) => `${k} ${v.toFixed(1)}`)
          .join('  ')}`,
      );
    }
    console.log(`  two over one ${result.twoOverOne.toFixed(2)}×`);
    for (const [part, percent] of Object.entries(result.selfTimePercent))
      console.log(`    ${percent.toFixed(1).padStart(5)}%  ${part}`);
    return result;
  },
};
