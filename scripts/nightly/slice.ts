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

const PEAK = 'peak requests/s';

/**
 * Latency at a rate that is well within reach, and peak throughput in a closed loop: those that `metrics` ask for.
 * Throws if either fails.
 */
export async function runSlice(
  dir: string,
  options: SliceOptions,
  metrics: readonly string[],
): Promise<Slice> {
  const { mongo, ratePerS, seconds, warmupS, seed } = options;
  const common = [
    // One process of each service: what code costs shows as well, and a slice is not mostly the start of processes.
    ...['--instances', '1'],
    ...['--mongo', mongo, '--duration', `${seconds}`, '--warmup', `${warmupS}`, '--seed', `${seed}`],
    // On a busy machine the driver is late as well; both sides are, and the pairs tell what differs.
    ...['--max-send-lag', '60000'],
  ];
  const isOpen = metrics.some((metric) => metric !== PEAK);
  const open = isOpen ? await load(dir, [...common, '--rate', `${ratePerS}`]) : undefined;
  const closed = metrics.includes(PEAK) ? await load(dir, [...common, '--closed']) : undefined;
  return {
    figures: {
      ...(open && latencyOf(open)),
      ...(closed && { [PEAK]: answeredIn(closed, seconds) / seconds }),
    },
    violations: [open, closed].flatMap((result) =>
      (result?.verdict.violations ?? []).map(
        ({ invariant, subject, message }) => `${invariant}, ${subject}: ${message}`,
      ),
    ),
  };
}

function latencyOf({ latency }: LoadResult): Figures {
  const at = (p: number) =>
    latency.kinds.order?.points.find(({ percentile }) => percentile === p)?.ms ?? Number.NaN;
  return { 'accept p50, ms': at(50), 'accept p99, ms': at(99) };
}

const answeredIn = ({ timeline }: LoadResult, seconds: number): number =>
  timeline.done.slice(0, seconds).reduce((sum, count) => sum + count, 0);

function load(dir: string, flags: string[]): Promise<LoadResult> {
  return withTempDir('slice', async (out) => {
    const { code, said } = await runNode(['harness/cli.ts', '--out', out, ...flags], { cwd: dir });
    const file = readdirSync(out).find((name) => /^load-.*\.json$/.test(name));
    if ((code !== EXIT.passed && code !== EXIT.violated) || !file)
      throw new Error(`a slice in ${dir} ended with exit code ${code}:\n${said}`);
    return JSON.parse(readFileSync(path.join(out, file), 'utf8'));
  });
}
