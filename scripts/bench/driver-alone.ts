/** One drive against a server as a process of its own, so that its CPU time is the driver's: prints one JSON line. */
import { once } from 'node:events';
import autocannon from 'autocannon';
import { clockUs } from '../../harness/load/clock.ts';
import { drive } from '../../harness/load/driver.ts';
import { Recorder, type TimedRequest } from '../../harness/load/index.ts';

const [mode, url, rate, seconds] = process.argv.slice(2) as [string, string, string, string];
const CONNECTIONS = 50;
/** Cold code is late code; as in a run, the first moments are sent but not recorded. */
const WARMUP_MS = 2000;
const body = JSON.stringify({ order_id: 'ORD-000001', product_id: 'product-01', qty: 1, amount: 10_000 });

const startUs = clockUs();
const cpu = process.cpuUsage();
const measured = mode === 'driver' ? await ours() : await plain();
const { user, system } = process.cpuUsage(cpu);
const elapsedS = (clockUs() - startUs) / 1e6;
const { requests, ...rest } = measured;
console.log(
  JSON.stringify({
    requests,
    perS: requests / elapsedS,
    cpuUsPerRequest: (user + system) / requests,
    ...rest,
  }),
);

async function ours() {
  const recorder = new Recorder(1000);
  const count = Number(rate) * (Number(seconds) + WARMUP_MS / 1000);
  const list: TimedRequest[] = Array.from({ length: count }, (_, i) => ({
    dueMs: (i * 1000) / Number(rate),
    pool: 'server',
    kind: 'post',
    method: 'POST',
    path: '/',
    body,
  }));
  await drive({
    pools: { server: [url] },
    connections: CONNECTIONS,
    requests: list,
    timeoutMs: 10_000,
    onOutcome: (outcome) => {
      if (outcome.dueUs >= WARMUP_MS * 1000) recorder.record('post', outcome);
    },
  });
  return {
    requests: count,
    sendLagP99Ms: recorder.sendLag.percentileUs(99) / 1000,
    responseP99Ms: recorder.response.percentileUs(99) / 1000,
  };
}

/** autocannon as it is, at about the same rate by its own means. */
async function plain() {
  const options = {
    url,
    connections: CONNECTIONS,
    duration: Number(seconds) + WARMUP_MS / 1000,
    overallRate: Number(rate),
  };
  const run = autocannon({
    ...options,
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  });
  const events = run as unknown as NodeJS.EventEmitter;
  const [result] = (await once(events, 'done')) as [autocannon.Result];
  return { requests: result.requests.total, responseP99Ms: result.latency.p99 };
}
