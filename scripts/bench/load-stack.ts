/** The live shop on this machine and the model: the highest rate it sustains, and which process is full by then. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { LoadResult } from '../../harness/run/result.ts';
import { runNode } from '../run-node.ts';
import { withTempDir } from '../temp-dir.ts';
import { profileByPart } from './profile.ts';
import type { Section } from './section.ts';

const RATES = [25, 50, 75, 100, 125, 150, 200, 250, 300, 400];
const ACCEPT_P99_LIMIT_MS = 100;
const DURATION_S = 20;
const PARTS_SHOWN = 7;
const PRELOAD = `--import ${new URL('./profiled.mjs', import.meta.url).href}`;

function runAt(rate: number, scale: number, profiles?: string): Promise<LoadResult> {
  return withTempDir('load', async (dir) => {
    const seconds = Math.max(5, Math.round(DURATION_S * scale));
    const run = ['--mongo', 'model', '--rate', String(rate), '--duration', String(seconds), '--warmup', '10'];
    const { said } = await runNode(['harness/cli.ts', '--out', dir, ...run], {
      env: { ...process.env, ...(profiles && { NODE_OPTIONS: PRELOAD, GROUNDHOG_PROFILES: profiles }) },
    });
    const file = readdirSync(dir).find((name) => name.endsWith('.json'));
    if (!file) throw new Error(said);
    return JSON.parse(readFileSync(path.join(dir, file), 'utf8')) as LoadResult;
  });
}

/** Where each process spent its time, from its start to its end: a share of `(idle)` says how full it was. */
function profileAt(rate: number, scale: number): Promise<Record<string, Record<string, number>>> {
  return withTempDir('profiles', async (dir) => {
    await runAt(rate, scale, dir);
    const named = readdirSync(dir).map((file) => {
      const parts = profileByPart(JSON.parse(readFileSync(path.join(dir, file), 'utf8')));
      return [file.replace('.cpuprofile', ''), parts] as const;
    });
    return Object.fromEntries(named.filter(([name]) => /^(sim|services|.*-harness)/.test(name)));
  });
}

function tell(name: string, parts: Record<string, number>): void {
  const shown = Object.entries(parts).slice(0, PARTS_SHOWN);
  console.log(
    `  ${name.padEnd(28)}${shown.map(([part, share]) => `${part} ${share.toFixed(0)}%`).join(', ')}`,
  );
}

const mean = (values: (number | null)[]): number => {
  const known = values.filter((value) => value !== null);
  return known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
};

function figures(rate: number, { latency, verdict, services, requests }: LoadResult) {
  const at = (kind: string, p: number) =>
    latency.kinds[kind]?.points.find(({ percentile }) => percentile === p)?.ms ?? null;
  return {
    rate,
    requestsPerS: requests.answeredPerS,
    acceptP50Ms: at('order', 50),
    acceptP99Ms: at('order', 99),
    invariants: verdict.invariants,
    exitCode: verdict.exitCode,
    cpu: Object.fromEntries(services.map(({ instance, cpu }) => [instance, Number(mean(cpu).toFixed(2))])),
  };
}

const sustains = ({ acceptP99Ms, invariants }: ReturnType<typeof figures>): boolean =>
  acceptP99Ms !== null && acceptP99Ms < ACCEPT_P99_LIMIT_MS && invariants === 'held';

export const loadStack: Section = {
  name: 'load-stack',
  says: `the highest rate of orders the live shop sustains on the model with accept p99 < ${ACCEPT_P99_LIMIT_MS} ms`,
  async measure(scale) {
    const runs = [];
    for (const rate of RATES) {
      const run = figures(rate, await runAt(rate, scale));
      runs.push(run);
      console.log(
        `${rate} orders/s: accept p50 ${run.acceptP50Ms} ms, p99 ${run.acceptP99Ms} ms, invariants ${run.invariants}`,
      );
      if (!sustains(run)) break;
    }
    const last = runs.at(-1)!;
    console.log(`profile at ${last.rate} orders/s:`);
    const profile = await profileAt(last.rate, scale);
    for (const [name, parts] of Object.entries(profile)) tell(name, parts);
    return { sustained: runs.findLast(sustains)?.rate ?? null, runs, profile };
  },
};
