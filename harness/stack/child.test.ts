import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { Child, endedSentence } from './child.ts';

const dir = mkdtempSync(path.join(tmpdir(), 'child-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function script(name: string, source: string): URL {
  const file = path.join(dir, `${name}.mjs`);
  writeFileSync(file, source);
  return pathToFileURL(file);
}

const READY_MS = 120_000;
const LIVES = "setInterval(() => {}, 1000); process.send({ url: 'here' }); console.log('ready now');";

test('a child says when it is ready, on either way, and stops when asked to', async () => {
  const child = new Child({ name: 'a', script: script('lives', LIVES), args: [] });
  const [url, line] = await Promise.all([
    child.sends((message) => (message as { url?: string }).url, READY_MS),
    child.says((text) => /ready (\w+)/.exec(text)?.[1], READY_MS),
  ]);
  expect([url, line]).toEqual(['here', 'now']);
  await child.stop();
  expect(endedSentence(await child.ended)).toBe('a was killed by SIGTERM');
});

test('one that fails to start is explained by its own words, in one line', async () => {
  const child = new Child({
    name: 'inventory-1',
    script: script(
      'fails',
      "console.error('Error: port 80 is taken'); console.error('Node.js v20'); process.exit(1)",
    ),
    args: [],
  });
  await expect(child.sends(() => undefined, READY_MS)).rejects.toThrow(
    'inventory-1 ended with exit code 1; the last it wrote: Error: port 80 is taken',
  );
});

test('one that is paused, or hears no SIGTERM, is stopped all the same', async () => {
  const child = new Child({
    name: 'deaf',
    script: script('deaf', `process.on('SIGTERM', () => {}); ${LIVES}`),
    args: [],
  });
  await child.sends(() => true, READY_MS);
  child.pause();
  await child.stop(100);
  expect(endedSentence(await child.ended)).toBe('deaf was killed by SIGKILL');
});

test('it may have threads, and processes of its own, which end with it', async () => {
  const child = new Child({
    name: 'many',
    script: script(
      'many',
      `import { spawn } from 'node:child_process';
       import { Worker } from 'node:worker_threads';
       const { pid } = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
       new Worker('setInterval(() => {}, 1000)', { eval: true }).on('online', () => process.send(pid));`,
    ),
    args: [],
  });
  const pid = await child.sends((message) => message as number, READY_MS);
  expect(isAlive(pid)).toBe(true);
  child.kill();
  expect(endedSentence(await child.ended)).toBe('many was killed by SIGKILL');
  await expect.poll(() => isAlive(pid)).toBe(false);
});

test('no child outlives a parent that was killed', async () => {
  const lives = script('orphan', LIVES);
  const parent = script(
    'parent',
    `import { Child } from ${JSON.stringify(new URL('./child.ts', import.meta.url).href)};
     const child = new Child({ name: 'orphan', script: new URL(${JSON.stringify(lives.href)}), args: [], onMessage: () => process.send(pid) });
     const pid = child.pid;`,
  );
  const root = new URL('../../', import.meta.url);
  const process_ = fork(parent, [], { execArgv: ['--import', 'tsx'], cwd: root });
  const [pid] = (await once(process_, 'message')) as [number];
  expect(isAlive(pid)).toBe(true);
  process_.kill('SIGKILL');
  await expect.poll(() => isAlive(pid)).toBe(false);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // Where nobody takes in orphans, as in a container, one that ended stays in the list of processes.
    return !existsSync('/proc/self') || !/\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
