/** What once failed and was mended stays so on each version of the database. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { SERVER_VERSIONS } from '../harness/mongo/server-version.ts';
import { loadScenario } from '../harness/scenario/load.ts';
import { loadPlan } from '../sim/plan/file.ts';

const { simulator } = await import('../sim/engine.ts');

const folders = readdirSync('scenarios')
  .map((name) => path.join('scenarios', name, 'regressions'))
  .filter((folder) => existsSync(folder));

test.each(folders)('the plans in %s pass on each version', async (folder) => {
  const file = await loadScenario(path.join(path.dirname(folder), 'index.ts'));
  const run = await simulator(file);
  for (const name of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    const plan = loadPlan(path.join(folder, name), file.scenario);
    for (const serverVersion of SERVER_VERSIONS) {
      const { verdict, reason } = await run({ ...plan, serverVersion });
      expect({ verdict, reason }, `${name} on ${serverVersion}`).toEqual({ verdict: 'passed', reason: '' });
    }
  }
});
