/**
 * Plans that once failed, and must pass for ever after. `seed-N-what.json` is the plan; the commit that added it
 * says what was wrong.
 */
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadPlan } from '../plan/file.ts';

const { run } = await import('../engine.ts');
const folder = new URL('.', import.meta.url).pathname;
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));

test.for(files)('%s', async (file) => {
  const result = await run(loadPlan(folder + file));
  expect(result).toMatchObject({ verdict: 'passed', reason: '', violations: [] });
});
