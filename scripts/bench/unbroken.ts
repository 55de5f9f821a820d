/** The scenarios as they are, over many seeds: every one must pass. */
import { fileOf, SCENARIOS, type ScenarioName } from './scenarios.ts';
import { type Section, scaled } from './section.ts';
import { sim } from './sim.ts';

const SEEDS: Readonly<Record<ScenarioName, number>> = { shop: 20_000, outbox: 1000, jobs: 1000 };

async function unbrokenSeeds(scenario: ScenarioName, seeds: number) {
  const range = [
    '--scenario',
    fileOf(scenario),
    '--seed',
    '200000',
    '--runs',
    String(seeds),
    '--workers',
    '2',
  ];
  const { results, wallMs } = await sim(range);
  const failed = results
    .filter((r) => r.verdict !== 'passed')
    .map((r) => ({ seed: r.seed, verdict: r.verdict }));
  const distinctHistories = new Set(results.map((r) => r.historyHash)).size;
  console.log(
    `  ${scenario.padEnd(6)} ${results.length - failed.length} of ${results.length} passed, ${distinctHistories} distinct histories, ${(wallMs / 1000).toFixed(0)} s`,
  );
  for (const { seed, verdict } of failed) console.log(`    seed ${seed} ${verdict}`);
  return { seeds: results.length, failed, distinctHistories, wallS: wallMs / 1000 };
}

export const unbroken: Section = {
  name: 'unbroken',
  says: `${SEEDS.shop.toLocaleString('en')} seeds of the shop and ${SEEDS.jobs.toLocaleString('en')} of each other scenario, with every fault`,
  async measure(scale) {
    const figures: Partial<Record<ScenarioName, Awaited<ReturnType<typeof unbrokenSeeds>>>> = {};
    for (const scenario of SCENARIOS)
      figures[scenario] = await unbrokenSeeds(scenario, scaled(SEEDS[scenario], scale));
    return figures;
  },
};
