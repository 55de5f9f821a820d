/**
 * Plans that once failed, and must pass for ever after. `seed-N-what.json` is the plan; the commit that added it
 * says what was wrong.
 */
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadScenario } from '../../../harness/scenario/load.ts';
import { loadPlan } from '../../../sim/plan/file.ts';

const { simulator } = await import('../../../sim/engine.ts');
const { default: shop } = await import('../index.ts');
const simulate = await simulator(await loadScenario());
const folder = new URL('.', import.meta.url).pathname;
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));

test.for(files)('%s', async (file) => {
  const result = await simulate(loadPlan(folder + file, shop));
  expect(result).toMatchObject({ verdict: 'passed', reason: '', violations: [] });
});
