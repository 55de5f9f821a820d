/** The simulator from outside: a process of its own, its flags in, its JSON out. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { RunResult } from '../../sim/run.ts';

export interface SimRun {
  results: RunResult[];
  wallMs: number;
  code: number;
}

/** What `npm run sim` gives Node. */
const NODE_OPTIONS = ['--max-semi-space-size=64', '--import', 'tsx'];

/** Runs the simulator with these flags and node options, in `dir`; who watches sees how far it is. Rejects when it gave no results. */
export async function sim(
  flags: readonly string[],
  nodeOptions: readonly string[] = [],
  dir = process.cwd(),
): Promise<SimRun> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'groundhog-'));
  const json = path.join(folder, 'results.json');
  const startMs = performance.now();
  const child = spawn(
    process.execPath,
    [...nodeOptions, ...NODE_OPTIONS, 'sim/cli.ts', ...flags, '--json', json],
    { cwd: dir, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
    if (process.stderr.isTTY) process.stderr.write(chunk);
  });
  const code = await new Promise<number>((resolve) => child.on('close', (c) => resolve(c ?? -1)));
  const wallMs = performance.now() - startMs;
  try {
    return { results: JSON.parse(readFileSync(json, 'utf8')), wallMs, code };
  } catch {
    throw new Error(`sim ${flags.join(' ')} gave no results (exit ${code}): ${errors.slice(-2000)}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
