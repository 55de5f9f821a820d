import { expect, test } from 'vitest';
import { loadScenario } from '../../harness/scenario/load.ts';
import { canonicalJson } from '../../sim/plan/canonical.ts';
import { drawPlan } from '../../sim/plan/draw.ts';
import { loadPlan } from '../../sim/plan/file.ts';
import { type PlannedFault, WARM_UP_MS } from '../../sim/plan/plan.ts';
import type { TraceLine } from '../../sim/world/trace.ts';
import { requestOf } from './workload/index.ts';

const { simulator } = await import('../../sim/engine.ts');
const { default: shop } = await import('./index.ts');
const run = await simulator(await loadScenario());

/** At heal, requests to the gateway are on their way that arrive more than 180 s later. */
const plan = loadPlan(
  new URL('regressions/seed-64632-still-on-its-way.json', import.meta.url).pathname,
  shop,
);

test('requests that are long on their way do not lengthen the time the shop has to come to rest', async () => {
  // A client that comes back only when that time is over, yet before they arrive.
  const atMs = plan.chaosMs + 190_000;
  const late = requestOf({ atMs, client: 0, kind: 'read-product', product_id: 'product-1' });
  expect(await run({ ...plan, requests: [...plan.requests, late] })).toMatchObject({
    verdict: 'stuck',
    reason: 'not at rest 180 s after heal: client-1',
  });
});

test('one clock: the trace and the logs tell of a fault when the plan does, with its parameters', async () => {
  const drawn = drawPlan(shop, 42, { size: 10 });
  const lasting = { kind: 'bank-slow', atMs: drawn.chaosMs - 10, durationMs: 60_000, params: { value: 50 } };
  const never = { ...lasting, atMs: drawn.chaosMs + 1 };
  const chosen = { kind: 'step-down', atMs: 1500, durationMs: 0, params: { seconds: 1, force: true } };
  // A host whose clock is wrong says so in its logs.
  const others = drawn.faults.filter(({ kind }) => kind !== 'clock');
  const plan = { ...drawn, faults: [...others, lasting, chosen, never] };
  const trace: TraceLine[] = [];
  const logs: { atMs: number; time: number }[] = [];
  await run(plan, {
    onTrace: (line) => trace.push(line),
    onLog: ({ atMs, line }) => logs.push({ atMs, time: JSON.parse(line).time }),
  });

  const told = (kind: string) =>
    trace
      .filter((line) => line.kind === kind)
      .map(({ timeUs, detail }) => `${timeUs / 1000} ${detail}`)
      .sort();
  const inFull = (f: PlannedFault) => `${f.kind} ${canonicalJson(f.params)}`;
  const struck = plan.faults.filter((f) => f !== never);
  expect(told('fault')).toEqual(struck.map((f) => `${f.atMs} ${inFull(f)}`).sort());
  const endMs = (f: PlannedFault) => Math.min(f.atMs + f.durationMs, plan.chaosMs);
  const lasted = struck.filter((f) => f.durationMs > 0);
  expect(told('fault-end')).toEqual(lasted.map((f) => `${endMs(f)} ${inFull(f)}`).sort());
  expect(told('fault-strikes')).toContainEqual(expect.stringMatching(/^1500 step-down mongo-\d$/));

  expect(trace[0]!.timeUs).toBe(-WARM_UP_MS * 1000);
  expect(told('phase').sort()).toEqual(expect.arrayContaining(['0 chaos', `${plan.chaosMs} heal`]));
  expect(logs.length).toBeGreaterThan(10);
  for (const { atMs, time } of logs) expect(time).toBe(Math.floor(Date.UTC(2024, 0, 1) + atMs));
});

test('a shop that does not start in the time its plan gives it is stuck, and says who', async () => {
  expect(await run({ ...drawPlan(shop, 42), warmUpMs: 100 })).toMatchObject({
    verdict: 'stuck',
    reason: expect.stringMatching(/^it did not start in 100 ms, the warmUpMs of its plan: \S/),
    virtualMs: 100,
    endMs: 0,
  });
});
