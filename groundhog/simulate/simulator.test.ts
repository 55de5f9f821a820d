import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { Simulator } from './simulator.ts';

const inJobs = (file: string) => fileURLToPath(new URL(`../../scenarios/jobs/${file}`, import.meta.url));

test('a plan that was saved with a bug is refused: without the bug it passes, and says nothing', async () => {
  const scenario = { file: inJobs('index.ts'), name: 'jobs' };
  const simulator = new Simulator({ ...scenario, workers: 1, seedTimeoutMs: 60_000 });
  const plan = inJobs('findings/agenda-runs-a-job-twice.json');
  await expect(simulator.run([{ plan }])).rejects.toThrow(
    /^plan agenda-runs-a-job-twice.json was saved with the bug [\w-]+, and tests plant none: .*sim .*--plan .* does$/,
  );
  simulator.close();
}, 60_000);
