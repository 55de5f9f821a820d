/** A smaller form of the determinism bench: the same seed in every way it can be run. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { RunResult } from './result.ts';

const SEEDS = 5;

async function hashes(...flags: string[]): Promise<string[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'sim-'));
  const json = path.join(folder, 'r.json');
  const sim = ['--import', 'tsx', 'sim/cli.ts', '--orders', '25', '--no-shrink', '--json', json, ...flags];
  await promisify(execFile)(process.execPath, sim);
  const results = JSON.parse(readFileSync(json, 'utf8')) as RunResult[];
  rmSync(folder, { recursive: true });
  return results.map((r) => `${r.seed} ${r.traceHash} ${r.historyHash} ${r.verdict}`);
}

test('warm, fresh, in workers and drained the other way, a seed has the same two hashes', async () => {
  const range = ['--seed', '1', '--runs', String(SEEDS)];
  const [warm, inWorkers, drained, fresh] = await Promise.all([
    hashes(...range, '--workers', '1'),
    hashes(...range, '--workers', '2'),
    hashes(...range, '--workers', '1', '--drain', 'immediate'),
    // The last seed of a warm process is where leftovers of earlier runs would show.
    hashes('--seed', String(SEEDS)),
  ]);
  expect(new Set(warm).size).toBe(SEEDS);
  expect(inWorkers).toEqual(warm);
  expect(drained).toEqual(warm);
  expect(fresh).toEqual(warm.slice(-1));
});
