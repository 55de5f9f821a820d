/** The live shop on this machine and the model: the highest rate it sustains, and which process is full by then. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { LoadResult } from '../../harness/run/result.ts';
import type { Section } from './section.ts';

const RATES = [25, 50, 75, 100, 125, 150, 200, 250, 300, 400];
const ACCEPT_P99_LIMIT_MS = 100;
const DURATION_S = 20;

function runAt(rate: number, scale: number): LoadResult {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'groundhog-load-'));
  try {
    const seconds = Math.max(5, Math.round(DURATION_S * scale));
    const flags = [
      '--mongo',
      'model',
      '--rate',
      String(rate),
      '--duration',
      String(seconds),
      '--warmup',
      '10',
      '--out',
      dir,
    ];
    const { stderr } = spawnSync('node', ['--import', 'tsx', 'harness/cli.ts', ...flags], {
      encoding: 'utf8',
    });
    const file = readdirSync(dir).find((name) => name.endsWith('.json'));
    if (!file) throw new Error(stderr);
    return JSON.parse(readFileSync(path.join(dir, file), 'utf8'));
  } finally {
    rmSync(dir, { recursive: true });
  }
}

const mean = (values: (number | null)[]): number => {
  const known = values.filter((value) => value !== null);
  return known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
};

function figures(rate: number, { latency, verdict, services, settings }: LoadResult) {
  const at = (kind: string, p: number) =>
    latency.kinds[kind]?.points.find(({ percentile }) => percentile === p)?.ms ?? null;
  return {
    rate,
    requestsPerS: settings.requestsPerS,
    acceptP50Ms: at('order', 50),
    acceptP99Ms: at('order', 99),
    invariants: verdict.invariants,
    exitCode: verdict.exitCode,
    cpu: Object.fromEntries(services.map(({ instance, cpu }) => [instance, Number(mean(cpu).toFixed(2))])),
  };
}

export const loadStack: Section = {
  name: 'load-stack',
  says: `the highest rate of orders the live shop sustains on the model with accept p99 < ${ACCEPT_P99_LIMIT_MS} ms`,
  async measure(scale) {
    const runs = [];
    for (const rate of RATES) {
      const run = figures(rate, runAt(rate, scale));
      runs.push(run);
      console.log(
        `${rate} orders/s: accept p50 ${run.acceptP50Ms} ms, p99 ${run.acceptP99Ms} ms, invariants ${run.invariants}`,
      );
      if (run.acceptP99Ms === null || run.acceptP99Ms >= ACCEPT_P99_LIMIT_MS || run.invariants !== 'held')
        break;
    }
    return { sustained: runs.at(-2)?.rate ?? null, runs };
  },
};
