import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { lostUpdate } from '../../scenarios/shop/bugs/lost-update.ts';
import { type Hunt, huntIn, type RunSeed } from './hunt.ts';
import { isFoundEverywhere, printSummary, printTable, type Row, rowOf } from './table.ts';

const bug = lostUpdate;
const never = new AbortController().signal;

/** Seeds that break these invariants; all others pass. */
const world =
  (broken: Record<number, string[]>): RunSeed =>
  async ({ seed }) => ({
    seed,
    verdict: broken[seed] ? 'violated' : 'passed',
    reason: '',
    wallMs: 500,
    broken: broken[seed] ?? [],
  });

const hunt = (broken: Record<number, string[]>, limit = 10) =>
  huntIn(bug, { first: 100, limit }, true, world(broken), never, () => {});

test('a hunt ends with the first seed in which an expected invariant is broken', async () => {
  expect(await hunt({ 102: ['stock-never-negative', 'view-equals-fold'], 103: ['one-reservation'] })).toEqual(
    {
      swarm: true,
      first: 100,
      seeds: 3,
      seconds: 1.5,
      by: ['stock-never-negative'],
      strays: [],
    },
  );
});

test('a seed that fails in an unexpected way is told, and the hunt goes on', async () => {
  const { seeds, strays } = await hunt({ 100: ['never-seen-back'], 101: ['units-conserved'] });
  expect(seeds).toBe(2);
  expect(strays).toEqual([{ seed: 100, how: 'never-seen-back' }]);
});

test('a range that does not show the bug is told as such', async () => {
  expect(await hunt({ 110: ['units-conserved'] })).toMatchObject({ seeds: null, by: [], seconds: 5 });
});

const hunts = (swarm: boolean, ...seeds: (number | null)[]): Hunt[] =>
  seeds.map((n, i) => ({
    swarm,
    first: i,
    seeds: n,
    seconds: n ?? 200,
    by: n === null ? [] : i === 0 ? ['units-conserved'] : ['one-reservation'],
    strays: [],
  }));

test('a row has the median and the worst over the ranges, and not found is worse than any number', () => {
  const row = rowOf({ bug, hunts: [...hunts(true, 3, 1, 8), ...hunts(false, 9, null, 2)] });
  expect(row.swarm).toMatchObject({ seedsMedian: 3, seedsWorst: 8, secondsMedian: 3, secondsWorst: 8 });
  expect(row.without).toMatchObject({ seedsMedian: 9, seedsWorst: null });
  expect(row.by).toEqual(['one-reservation', 'units-conserved']);
  expect(isFoundEverywhere(row)).toBe(true);
  expect(isFoundEverywhere(rowOf({ bug, hunts: hunts(true, 3, null, 8) }))).toBe(false);
});

test('the table and its summary say it in words', () => {
  const rows = [rowOf({ bug, hunts: [...hunts(true, 3, 1, 8), ...hunts(false, 9, null, 2)] })];
  expect(printTable(rows, 200)).toBe(
    [
      'bug          seeds  worst  seconds  worst  without swarm  worst  found by',
      'lost-update      3      8      3.0    8.0              9   >200  one-reservation, units-conserved',
    ].join('\n'),
  );
  expect(printSummary(rows, 200)).toBe(
    [
      '1 of 1 bug found in every range, half of them within 3 seeds',
      '  swarm          1 in 1, 2 in 3, 3 in 10, 3 in 30, 3 in 100 seeds, of 3 hunts',
      '  without swarm  0 in 1, 1 in 3, 2 in 10, 2 in 30, 2 in 100 seeds, of 3 hunts',
    ].join('\n'),
  );
});

const zoo = (...flags: string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'sim/zoo/cli.ts', ...flags], { encoding: 'utf8' });

test('the command finds a bug, and writes what it found', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'zoo-'));
  const json = path.join(folder, 'deep', 'zoo.json');
  const { status, stdout } = zoo(
    ...['--bugs', 'foreign-duplicate', '--ranges', '1', '--limit', '20', '--no-compare', '--json', json],
  );
  expect(stdout).toMatch(/^foreign-duplicate .*units-conserved/m);
  expect(status).toBe(0);
  const [row] = JSON.parse(readFileSync(json, 'utf8')) as Row[];
  expect(row).toMatchObject({ bug: 'foreign-duplicate', swarm: { seeds: [expect.any(Number)] } });
  rmSync(folder, { recursive: true });
});

test('bad usage is one clear line and exit code 2', () => {
  const { status, stderr } = zoo('--bugs', 'ladybird');
  expect(status).toBe(2);
  expect(stderr).toMatch(/no bug 'ladybird'.*lost-update/);
  expect(
    execFileSync(process.execPath, ['--import', 'tsx', 'sim/zoo/cli.ts', '--help'], { encoding: 'utf8' }),
  ).toMatch(/double-refund/);
});

test.each([
  [
    'the workload cannot be drawn',
    'The entry',
    'scenario broken, seed 300000: it cannot be drawn: no such item',
  ],
  ['the bug cannot be planted', 'gone', 'bug typo: an edit applies 0 times to api.js, expected once: gone'],
])('where %s that is one line and exit code 2', (_what, find, line) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'zoo-'));
  try {
    const file = path.join(folder, 'broken.mjs');
    writeFileSync(path.join(folder, 'package.json'), '{}');
    writeFileSync(path.join(folder, 'api.js'), '// The entry.');
    writeFileSync(
      file,
      `export default {
        name: 'broken',
        services: { api: { entry: 'api.js', instances: 1, env: () => ({}) } },
        workload: () => { throw new Error('no such item'); },
        invariants: [],
        stores: { collections: [], told: {} },
        size: { usual: 1, of: 'things' },
        bugs: [{ name: 'typo', edits: [{ file: 'api.js', find: '${find}', replace: 'x' }], why: '', exposedBy: '', caughtBy: [] }],
      };`,
    );
    const { status, stderr } = zoo('--scenario', file);
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(`zoo: ${line}`) });
    expect(stderr.trim().split('\n')).toHaveLength(1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
