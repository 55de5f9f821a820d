/** The driver of load by itself: is it right about a stalling server, how fast is it, what does it cost. */
import { fileURLToPath } from 'node:url';
import { measureStall } from '../../harness/load/measure-stall.ts';
import { stalledPercentileMs } from '../../harness/load/stall.ts';
import { median } from '../../harness/median.ts';
import { Child } from '../../harness/stack/child.ts';
import { runNode } from '../run-node.ts';
import { type Section, scaled } from './section.ts';

const ALONE = fileURLToPath(new URL('./driver-alone.ts', import.meta.url));
const SERVER = new URL('./trivial-server.ts', import.meta.url);
const READY_MS = 20_000;
const SECONDS = 4;
const ROUNDS = 5;
const ATTEMPTS = 3;
const RATES = [1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 10_000, 12_000, 15_000];
const SEND_LAG_LIMIT_MS = 10;
const COMPARED_RATE = 2000;

interface Alone {
  perS: number;
  cpuUsPerRequest: number;
  sendLagP99Ms?: number;
  responseP99Ms: number;
}

async function alone(mode: 'driver' | 'plain', url: string, rate: number): Promise<Alone> {
  const { code, out, said } = await runNode([ALONE, mode, url, rate, SECONDS]);
  if (code !== 0) throw new Error(`the driver ended with exit code ${code}: ${said.slice(-2000)}`);
  return JSON.parse(out);
}

async function stall(scale: number) {
  const shape = { periodMs: 5000, stallMs: 1000 };
  const periods = scaled(6, scale);
  const { recorder } = await measureStall({ stall: shape, periods, ratePerS: 1000, connections: 50 });
  return [90, 95, 99].map((percentile) => {
    const trueMs = stalledPercentileMs(shape, percentile / 100);
    const reportedMs = recorder.response.percentileUs(percentile) / 1000;
    console.log(`stall: p${percentile} is ${trueMs} ms, reported ${reportedMs.toFixed(1)} ms`);
    return { percentile, trueMs, reportedMs, errorPercent: (100 * (reportedMs - trueMs)) / trueMs };
  });
}

async function highestRate(url: string) {
  let best: Alone | undefined;
  for (const rate of RATES) {
    const run = await bestOf(ATTEMPTS, () => alone('driver', url, rate));
    console.log(`driver at ${rate}/s: ${run.perS.toFixed(0)}/s done, send lag p99 ${run.sendLagP99Ms} ms`);
    if (run.sendLagP99Ms! >= SEND_LAG_LIMIT_MS) break;
    best = run;
  }
  return best;
}

/** Whatever else the machine did at one moment is not the driver's doing. */
async function bestOf(attempts: number, measure: () => Promise<Alone>): Promise<Alone> {
  const runs: Alone[] = [];
  do runs.push(await measure());
  while (runs.at(-1)!.sendLagP99Ms! >= SEND_LAG_LIMIT_MS && runs.length < attempts);
  return runs.reduce((best, run) => (run.sendLagP99Ms! < best.sendLagP99Ms! ? run : best));
}

async function costs(url: string, scale: number) {
  const rounds: { driver: number; plain: number }[] = [];
  while (rounds.length < scaled(ROUNDS, scale)) {
    const driver = await alone('driver', url, COMPARED_RATE);
    const plain = await alone('plain', url, COMPARED_RATE);
    rounds.push({ driver: driver.cpuUsPerRequest, plain: plain.cpuUsPerRequest });
  }
  const cpuUsPerRequest = {
    driver: median(rounds.map(({ driver }) => driver)),
    autocannon: median(rounds.map(({ plain }) => plain)),
  };
  console.log(
    `CPU per request at ${COMPARED_RATE}/s: driver ${cpuUsPerRequest.driver.toFixed(0)} µs, plain autocannon ${cpuUsPerRequest.autocannon.toFixed(0)} µs`,
  );
  return { rate: COMPARED_RATE, ...cpuUsPerRequest };
}

export const loadDriver: Section = {
  name: 'load-driver',
  says: 'the driver of load: a stalling server told truly, its highest rate, its CPU beside plain autocannon',
  async measure(scale) {
    const stalled = await stall(scale);
    const server = new Child({ name: 'server', script: SERVER, args: [] });
    try {
      const url = await server.says((line) => /^ready (\S+)/.exec(line)?.[1], READY_MS);
      return { stalled, highest: await highestRate(url), cpuUsPerRequest: await costs(url, scale) };
    } finally {
      await server.stop();
    }
  },
};
