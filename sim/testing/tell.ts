/**
 * Prints, as one line of JSON, what a host is told of its machine and the hashes of seeds: the same wherever it is run.
 *
 *     node --import tsx sim/testing/tell.ts [flags of `npm run sim`]
 */
import { fileURLToPath } from 'node:url';
import { loadScenario } from '../../harness/scenario/load.ts';
import { parseOptions } from '../command/flags.ts';
import { jobsOf } from '../command/jobs.ts';
import { simulator } from '../engine.ts';
import { hideStacks } from '../node/paths.ts';
import { World } from '../world/world.ts';
import { probe } from './probe.ts';

const world = new World({ seed: 'probe' });
const showStacks = hideStacks();
let told: unknown;
world.host('a').start(() => {
  // In text now, since what is told may be a view of something that changes.
  setTimeout(() => {
    told = JSON.parse(
      JSON.stringify(probe(), (_key, value) => (typeof value === 'bigint' ? `${value}n` : value)),
    );
  }, 1500);
});
await world.run(() => false, Number.POSITIVE_INFINITY);
showStacks();
if (world.failure) throw world.failure;

const scenario = await loadScenario(fileURLToPath(new URL('../../groundhog.config.ts', import.meta.url)));
const simulate = await simulator(scenario);
const jobs = jobsOf(parseOptions(process.argv, scenario));
const hashes: Record<number, string> = {};
for (let i = 0; i < jobs.count; i++) {
  const { seed, traceHash, historyHash, verdict } = await simulate(jobs.plan(i));
  hashes[seed] = `${verdict} ${traceHash} ${historyHash}`;
}
console.log(JSON.stringify({ told, hashes }));
