/** Runs one short slice of load, or the simulator, in a checkout, and brings home the figures. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { LoadResult } from '../../harness/run/result.ts';

export interface SliceOptions {
  mongo: string;
  ratePerS: number;
  seconds: number;
  warmupS: number;
  seed: number;
}

/** Figures of one slice by the names of the gates. */
export type Figures = Record<string, number>;

/** Exit codes that still leave figures: passed, and an invalid or missed limit, which are not asked for here. */
const USABLE = new Set([0]);

/** Latency at a rate that is well within reach, then peak throughput in a closed loop. Throws if either fails. */
export async function runSlice(dir: string, options: SliceOptions): Promise<Figures> {
  const { mongo, ratePerS, seconds, warmupS, seed } = options;
  const common = [
    '--mongo',
    mongo,
    '--duration',
    `${seconds}`,
    '--warmup',
    `${warmupS}`,
    '--seed',
    `${seed}`,
    '--max-send-lag',
    '60000',
  ];
  const open = await load(dir, [...common, '--rate', `${ratePerS}`]);
  const closed = await load(dir, [...common, '--closed']);
  const at = (p: number) =>
    open.latency.kinds.order?.points.find(({ percentile }) => percentile === p)?.ms ?? Number.NaN;
  const answered = closed.timeline.done.slice(0, seconds).reduce((sum, count) => sum + count, 0);
  return { 'accept p50, ms': at(50), 'accept p99, ms': at(99), 'peak requests/s': answered / seconds };
}

async function load(dir: string, flags: string[]): Promise<LoadResult> {
  const out = mkdtempSync(path.join(os.tmpdir(), 'groundhog-slice-'));
  try {
    const { code, said } = await run(dir, ['harness/cli.ts', '--out', out, ...flags]);
    const file = readdirSync(out).find((name) => name.endsWith('.json'));
    if (!USABLE.has(code) || !file)
      throw new Error(`a slice in ${dir} ended with exit code ${code}:\n${said}`);
    return JSON.parse(readFileSync(path.join(out, file), 'utf8'));
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** Runs one of the project's commands in a checkout; nothing of it is left when this process ends. */
export function run(dir: string, args: string[]): Promise<{ code: number; said: string }> {
  const child = spawn('node', ['--import', 'tsx', ...args], { cwd: dir });
  const stop = () => child.kill('SIGTERM');
  process.on('exit', stop);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  return new Promise((resolve) => {
    child.on('close', (code) => {
      process.off('exit', stop);
      resolve({ code: code ?? 1, said });
    });
  });
}
