/** What was found in the libraries is found by the plans that tell of it, and is not where the services bear it. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../../../', import.meta.url);
const folder = 'scenarios/jobs/findings';
const plans = readdirSync(new URL(folder, root)).filter((file) => file.endsWith('.json'));

const replay = (plan: string, ...more: string[]) => {
  const args = ['--scenario', 'scenarios/jobs/index.ts', '--plan', `${folder}/${plan}`, ...more];
  return spawnSync(process.execPath, ['--import', 'tsx', 'sim/cli.ts', ...args], {
    cwd: root,
    encoding: 'utf8',
  });
};

test.each([
  ['agenda-runs-a-job-twice.json', 'unique mails by job'],
  ['emmett-tells-a-raw-duplicate-key.json', 'conflicts are told as such'],
])('%s breaks: %s', (plan, invariant) => {
  const found = replay(plan);
  expect(found.stdout).toContain(`\n  ${invariant} at `);
  expect(found.status).toBe(1);
  expect(replay(plan, '--bug', 'none').status).toBe(0);
  expect(plans).toContain(plan);
});
