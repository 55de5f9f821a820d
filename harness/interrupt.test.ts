import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { INTERRUPTED, onInterrupt } from './interrupt.ts';

const EARLY = './harness/early-interrupt.mjs';
const scripts = JSON.parse(readFileSync('package.json', 'utf8')).scripts as Record<string, string>;
const commands = Object.entries(scripts).filter(([, script]) => script.includes('--import tsx'));

test.each(commands)(
  'npm run %s is interruptible before all else, and is the process that npm tells',
  (_, script) => {
    expect(script).toMatch(/^exec node /);
    expect(script.match(/--import (\S+)/)?.[1]).toBe(EARLY);
  },
);

/** What a program that is preloaded so, and sends itself a signal, ends with. */
const ends = (code: string) => spawnSync(process.execPath, ['--import', EARLY, '-e', code]).status;
const LIVES = 'setTimeout(() => process.exit(9), 30_000);';

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('%s while nobody listens ends with 130', (signal) => {
  expect(ends(`${LIVES} process.kill(process.pid, '${signal}')`)).toBe(INTERRUPTED);
});

test('who listens decides', () => {
  expect(
    ends(`${LIVES} process.on('SIGINT', () => process.exit(3)); process.kill(process.pid, 'SIGINT')`),
  ).toBe(3);
});

test.each([
  ['ends with 130', '', INTERRUPTED],
  ['is told once to who listens', "process.on('SIGHUP', () => setTimeout(() => process.exit(3), 50));", 3],
])('that nobody reads any more %s, without a stack', async (_, listens, code) => {
  const print = "setInterval(() => console.log('x'), 10);";
  const child = spawn(process.execPath, ['--import', EARLY, '-e', LIVES + listens + print]);
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  child.stdout.once('data', () => child.stdout.destroy());
  expect(await once(child, 'close')).toEqual([code, null]);
  expect(errors).toBe('');
});

const before = process.listeners('SIGINT');
afterEach(() => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    for (const listener of process.listeners(signal))
      if (!before.includes(listener as NodeJS.SignalsListener)) process.off(signal, listener);
});

test('one press that arrives twice is one; a second press ends at once', () => {
  const told: string[] = [];
  let nowMs = 0;
  onInterrupt(
    () => told.push('end'),
    () => told.push('at once'),
    () => nowMs,
  );
  process.emit('SIGINT');
  nowMs = 20;
  process.emit('SIGINT');
  expect(told).toEqual(['end']);
  nowMs = 2000;
  process.emit('SIGTERM');
  expect(told).toEqual(['end', 'at once']);
});
