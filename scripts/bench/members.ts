/** What three members of the database cost the simulator against one, and what they withstand. */

import { median } from '../../harness/median.ts';
import { databaseFaults } from '../../sim/faults/index.ts';
import { type Section, scaled } from './section.ts';
import { type SimRun, sim } from './sim.ts';

const ROUNDS = 5;

const seedsPerS = ({ results, wallMs }: SimRun): number => (results.length / wallMs) * 1000;

/** Calm histories: a fault of the database is another one where there is one member. */
async function cost(scale: number) {
  const seeds = scaled(40, scale);
  const one: number[] = [];
  const three: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const range = ['--no-swarm', '--seed', String(80_000 + round * 1000), '--runs', String(seeds)];
    const calm = [...range, '--faults', 'none', '--workers', '1'];
    one.push(seedsPerS(await sim([...calm, '--members', '1'])));
    three.push(seedsPerS(await sim([...calm, '--members', '3'])));
  }
  const oneOverThree = median(one.map((n, i) => n / three[i]!));
  const figures = {
    seedsPerRun: seeds,
    rounds: ROUNDS,
    one: median(one),
    three: median(three),
    oneOverThree,
  };
  console.log(
    `  one member ${figures.one.toFixed(2)} seeds/s, three ${figures.three.toFixed(2)}: ${oneOverThree.toFixed(2)}× the time`,
  );
  return figures;
}

async function withstands(scale: number) {
  const seeds = scaled(2000, scale);
  const kinds = databaseFaults.map((f) => f.kind).join(',');
  const flags = ['--no-swarm', '--faults', kinds, '--members', '3'];
  const { results, wallMs } = await sim([
    ...flags,
    ...['--seed', '300000', '--runs', String(seeds), '--workers', '2'],
  ]);
  const failed = results
    .filter((r) => r.verdict !== 'passed')
    .map(({ seed, verdict }) => ({ seed, verdict }));
  const injected: Record<string, number> = {};
  for (const result of results)
    for (const [kind, n] of Object.entries(result.injected)) injected[kind] = (injected[kind] ?? 0) + n;
  console.log(
    `  ${results.length - failed.length} of ${results.length} seeds with faults of the database passed, ${(wallMs / 1000).toFixed(0)} s`,
  );
  for (const [kind, n] of Object.entries(injected)) console.log(`    ${kind.padEnd(18)} ${n} injected`);
  for (const { seed, verdict } of failed) console.log(`    seed ${seed} ${verdict}`);
  return { seeds: results.length, failed, injected, wallS: wallMs / 1000 };
}

export const members: Section = {
  name: 'members',
  says: 'three members against one in the simulator, and 2,000 seeds with faults of the database on three',
  async measure(scale) {
    return { cost: await cost(scale), withstands: await withstands(scale) };
  },
};
