/** The simulator from outside: a process of its own, its flags in, its JSON out. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { RunResult } from '../../sim/result.ts';
import { runNode } from '../run-node.ts';
import { withTempDir } from '../temp-dir.ts';

export interface SimRun {
  results: RunResult[];
  wallMs: number;
  code: number;
}

/** Commits of old need it: now the threads that run seeds are given the room. */
const NODE_OPTIONS = ['--max-semi-space-size=64'];

/** Runs the simulator with these flags, in `dir`; who watches sees how far it is. Rejects when it gave no results. */
export function sim(flags: readonly string[], dir = process.cwd()): Promise<SimRun> {
  return withTempDir('sim', async (folder) => {
    const json = path.join(folder, 'results.json');
    const startMs = performance.now();
    // A failure would take time that is none of its seed's; another commit may not know of it.
    const bare = dir === process.cwd() ? ['--no-shrink'] : [];
    const args = [...NODE_OPTIONS, 'sim/cli.ts', ...flags, ...bare, '--json', json];
    const { code, said } = await runNode(args, { cwd: dir, isShown: true });
    const wallMs = performance.now() - startMs;
    try {
      return { results: JSON.parse(readFileSync(json, 'utf8')), wallMs, code };
    } catch {
      throw new Error(`sim ${flags.join(' ')} gave no results (exit ${code}): ${said.slice(-2000)}`);
    }
  });
}
