/** A smaller form of the determinism bench: the same seed in every way it can be run. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { RunResult } from './run.ts';

const SEEDS = 5;

function hashes(...flags: string[]): string[] {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'sim-'));
  const json = path.join(folder, 'r.json');
  execFileSync(process.execPath, [
    '--import',
    'tsx',
    'sim/cli.ts',
    '--orders',
    '25',
    '--json',
    json,
    ...flags,
  ]);
  const results = JSON.parse(readFileSync(json, 'utf8')) as RunResult[];
  rmSync(folder, { recursive: true });
  return results.map((r) => `${r.seed} ${r.traceHash} ${r.historyHash} ${r.verdict}`);
}

test('warm, fresh, in workers and drained the other way, a seed has the same two hashes', () => {
  const range = ['--seed', '1', '--runs', String(SEEDS), '--workers', '1'];
  const warm = hashes(...range);
  expect(new Set(warm).size).toBe(SEEDS);
  expect(hashes(...range.slice(0, -1), '2')).toEqual(warm);
  expect(hashes(...range, '--drain', 'immediate')).toEqual(warm);
  // The last seed of a warm process is where leftovers of earlier runs would show.
  expect(hashes('--seed', String(SEEDS))).toEqual(warm.slice(-1));
});
