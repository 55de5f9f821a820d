/** Services as people write them, under load: Express, Mongoose, a relay without a port, on the model of the database. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { EXIT, type LoadResult } from './run/index.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const dir = mkdtempSync(path.join(tmpdir(), 'outbox-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

async function load(
  name: string,
  ...more: string[]
): Promise<{ code: number; said: string; result: LoadResult }> {
  const out = path.join(dir, name);
  const args = ['--scenario', 'scenarios/outbox/index.ts', '--mongo', 'model', '--out', out];
  const paced = ['--rate', '10', '--duration', '8', '--warmup', '2', '--max-send-lag', '2000'];
  const child = spawn('node', ['--import', 'tsx', 'harness/cli.ts', ...args, ...paced, ...more], {
    cwd: ROOT,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  const code = await new Promise<number>((resolve) => child.on('close', resolve));
  const file = readdirSync(out).find((each) => /^load-.*\.json$/.test(each));
  expect(file, said).toBeDefined();
  return { code, said, result: JSON.parse(readFileSync(path.join(out, file!), 'utf8')) };
}

test('under kills and pauses each order is shipped once, and every invariant holds', async () => {
  const { code, said, result } = await load('chaos', '--chaos');
  expect(code, said).toBe(EXIT.passed);
  expect(result.scenario).toMatchObject({ name: 'outbox', of: 'orders' });
  expect(result.verdict.invariants).toBe('held');
  expect(result.chaos.length).toBeGreaterThan(0);
  const { sent, ended, open, unaccounted } = result.ledger!;
  expect(sent).toBeGreaterThan(50);
  expect(ended.shipped).toBeGreaterThan(0);
  expect([open, unaccounted]).toEqual([0, 0]);
  expect(result.flows.shipping!.all.count).toBeGreaterThan(0);
  expect(result.services.map(({ instance }) => instance)).toEqual([
    ...['api-1', 'api-2', 'partner-1', 'partner-2', 'relay-1', 'relay-2'],
  ]);
  // They have no metrics: nobody knows what an order costs.
  expect(result).toMatchObject({ metrics: [], cost: null });
  // A kind of request that is to be refused is no failure.
  expect(result.requests.kinds.account).toMatchObject({ expected: '2xx', otherwise: 0 });
}, 240_000);

test('a planted bug is found by an invariant that it names', async () => {
  const { code, said, result } = await load('bug', '--bug', 'key-per-attempt');
  expect(code, said).toBe(EXIT.violated);
  expect(result.settings.bug).toBe('key-per-attempt');
  expect(result.verdict.violations.map(({ invariant }) => invariant)).toContain('unique shipments by order');
});
