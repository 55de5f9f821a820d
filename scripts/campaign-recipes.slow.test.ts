/**
 * The recipes for more than one machine run as they stand: what the workflow and the Indexed Job tell a machine to do
 * is read from them, and done here by a small campaign. That GitHub and Kubernetes understand them is not tested.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { readResults } from '../harness/campaign/index.ts';
import { EXIT } from '../sim/command/exit-codes.ts';
import { withTempDir } from './temp-dir.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const documents = (file: string) =>
  parseAllDocuments(readFileSync(path.join(root, file), 'utf8')).map((document) => document.toJS());

interface Step {
  run?: string;
}
const [workflow] = documents('.github/workflows/campaign.yml');

/** The command of the step of `job` that runs `what`, with its expressions filled in. */
function command(job: string, what: string, values: Record<string, string | number> = {}): string {
  const { run } = (workflow.jobs[job].steps as Step[]).find((step) => step.run?.includes(what))!;
  return run!.replaceAll(/\$\{\{ *([\w.]+) *\}\}/g, (_, name: string) => String(values[name]));
}

/** As a machine has it that has just checked the code out, and can write what it likes. */
function withCheckout(work: (dir: string, exitOf: (script: string, env?: object) => number) => void) {
  return withTempDir('recipe', (dir) => {
    const left = new Set(['.git', 'node_modules', 'results', 'out'].map((name) => path.sep + name));
    cpSync(root, dir, {
      recursive: true,
      filter: (from) => ![...left].some((end) => from.endsWith(end)),
    });
    symlinkSync(path.join(root, 'node_modules'), path.join(dir, 'node_modules'));
    work(dir, (script, env) => {
      const bash = ['-e', '-o', 'pipefail', '-c', script];
      return spawnSync('bash', bash, { cwd: dir, env: { ...process.env, ...env } }).status!;
    });
  });
}

function seedsIn(file: string): number[] {
  const seeds: number[] = [];
  readResults(file, { row: ({ seed }) => seeds.push(seed) });
  return seeds;
}

test('each shard of the workflow runs seeds of its own, and its last job merges them into a page', async () => {
  await withCheckout((dir, exitOf) => {
    const SHARDS = 2;
    const ran = [1, 2].map((shard) => {
      const script = command('shard', 'npm run sim', { 'matrix.shard': shard });
      expect(exitOf(script, { SEED: 1, SHARDS, TIME: '1s' })).toBe(EXIT.passed);
      const artifact = path.join(dir, 'shards', `shard-${shard}`);
      mkdirSync(artifact, { recursive: true });
      renameSync(path.join(dir, 'results'), path.join(artifact, 'results'));
      return seedsIn(path.join(artifact, 'results', `shard-${shard}-of-${SHARDS}.jsonl`));
    });
    expect(ran.map((seeds) => seeds.includes(1))).toEqual([true, false]);
    expect(ran.map((seeds) => seeds.includes(2))).toEqual([false, true]);

    // All seeds pass, but so few do not reach every state.
    expect([EXIT.passed, EXIT.unreached]).toContain(exitOf(command('page', 'npm run report')));
    expect(existsSync(path.join(dir, 'reports/out/campaign.html'))).toBe(true);
  });
});

test('the workflow has as many shards as its matrix', () => {
  const { shard } = workflow.jobs.shard.strategy.matrix;
  expect(shard).toEqual(Array.from({ length: workflow.env.SHARDS }, (_, i) => i + 1));
});

test.each([
  ['', /^seed=\d+1000$/],
  ['42', /^seed=42$/],
])('the range of a campaign asked to begin at "%s"', async (SEED, expected) => {
  await withTempDir('range', (dir) => {
    const GITHUB_OUTPUT = path.join(dir, 'output');
    writeFileSync(GITHUB_OUTPUT, '');
    const env = { ...process.env, SEED, GITHUB_OUTPUT };
    spawnSync('bash', ['-e', '-c', command('range', 'seed=')], { env });
    const said = readFileSync(GITHUB_OUTPUT, 'utf8').trim();
    expect(said).toMatch(expected);
    // The last of its 99,000 seeds is still one.
    expect(Number(said.split('=')[1]) + 99_000).toBeLessThan(2 ** 31);
  });
});

test('an index of the Job is a shard of the campaign', async () => {
  const job = documents('config/k8s/campaign.yaml').find(({ kind }) => kind === 'Job');
  const [container] = job.spec.template.spec.containers;
  const env = Object.fromEntries(
    container.env.map(({ name, value }: { name: string; value: string }) => [name, value]),
  );
  expect(Number(env.SHARDS)).toBe(job.spec.completions);

  await withCheckout((dir, exitOf) => {
    const [mount] = container.volumeMounts;
    const script = container.args[0].replaceAll(mount.mountPath, path.join(dir, 'volume'));
    const index = { ...env, RUNS: 2, SHARDS: 2, JOB_COMPLETION_INDEX: 1 };
    // Again as a pod that takes the place of an evicted one: it finds all done.
    for (let pod = 0; pod < 2; pod++) {
      expect(exitOf(script, index)).toBe(EXIT.passed);
      expect(seedsIn(path.join(dir, 'volume', 'shard-2-of-2.jsonl'))).toEqual([2]);
    }
  });
});
