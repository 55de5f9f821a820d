/** Runs one short slice of load, or the simulator, in a checkout, and brings home the figures. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { LoadResult } from '../../harness/run/result.ts';
import { EXIT } from '../../harness/run/verdict.ts';
import { runNode } from '../run-node.ts';
import { withTempDir } from '../temp-dir.ts';

export interface SliceOptions {
  mongo: string;
  ratePerS: number;
  seconds: number;
  warmupS: number;
  seed: number;
}

/** Figures of one slice by the names of the gates. */
export type Figures = Record<string, number>;

export interface Slice {
  figures: Figures;
  /** Invariants that were violated, as lines for a person. */
  violations: string[];
}

/** Latency at a rate that is well within reach, then peak throughput in a closed loop. Throws if either fails. */
export async function runSlice(dir: string, options: SliceOptions): Promise<Slice> {
  const { mongo, ratePerS, seconds, warmupS, seed } = options;
  const common = [
    ...['--mongo', mongo, '--duration', `${seconds}`, '--warmup', `${warmupS}`, '--seed', `${seed}`],
    // On a busy machine the driver is late as well; both sides are, and the pairs tell what differs.
    ...['--max-send-lag', '60000'],
  ];
  const open = await load(dir, [...common, '--rate', `${ratePerS}`]);
  const closed = await load(dir, [...common, '--closed']);
  const at = (p: number) =>
    open.latency.kinds.order?.points.find(({ percentile }) => percentile === p)?.ms ?? Number.NaN;
  const answered = closed.timeline.done.slice(0, seconds).reduce((sum, count) => sum + count, 0);
  return {
    figures: { 'accept p50, ms': at(50), 'accept p99, ms': at(99), 'peak requests/s': answered / seconds },
    violations: [open, closed].flatMap(({ verdict }) =>
      verdict.violations.map(({ invariant, subject, message }) => `${invariant}, ${subject}: ${message}`),
    ),
  };
}

function load(dir: string, flags: string[]): Promise<LoadResult> {
  return withTempDir('slice', async (out) => {
    const { code, said } = await runNode(['harness/cli.ts', '--out', out, ...flags], { cwd: dir });
    const file = readdirSync(out).find((name) => name.endsWith('.json'));
    if ((code !== EXIT.passed && code !== EXIT.violated) || !file)
      throw new Error(`a slice in ${dir} ended with exit code ${code}:\n${said}`);
    return JSON.parse(readFileSync(path.join(out, file), 'utf8'));
  });
}
