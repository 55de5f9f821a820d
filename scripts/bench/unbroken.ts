/** The shop as it is, over many seeds: every one must pass. */
import { type Section, scaled } from './section.ts';
import { sim } from './sim.ts';

const SEEDS = 20_000;

export const unbroken: Section = {
  name: 'unbroken',
  says: `${SEEDS.toLocaleString('en')} seeds of the shop with every fault`,
  async measure(scale) {
    const seeds = scaled(SEEDS, scale);
    const { results, wallMs } = await sim(['--seed', '200000', '--runs', String(seeds), '--workers', '2']);
    const failed = results
      .filter((r) => r.verdict !== 'passed')
      .map((r) => ({ seed: r.seed, verdict: r.verdict }));
    const distinctHistories = new Set(results.map((r) => r.historyHash)).size;
    console.log(
      `  ${results.length - failed.length} of ${results.length} passed, ${distinctHistories} distinct histories, ${(wallMs / 1000).toFixed(0)} s`,
    );
    for (const { seed, verdict } of failed) console.log(`    seed ${seed} ${verdict}`);
    return { seeds: results.length, failed, distinctHistories, wallS: wallMs / 1000 };
  },
};
