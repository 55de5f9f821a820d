/** The same past, another future; and a run that ends when what it is looked at for has come. */
import { expect, test } from 'vitest';
import { loadScenario } from '../harness/scenario/load.ts';
import { type Plan, REST_MS } from './plan/plan.ts';

const { drawPlan, simulator } = await import('./engine.ts');
const { branchOf } = await import('./plan/branch.ts');
const notes = await loadScenario('sim/system/testing/notes/scenario.ts');
const simulate = await simulator(notes);
const plan = drawPlan(notes.scenario, 4, { faults: [], size: 40 });

async function traced(branch?: { atMs: number; salt: number }) {
  const lines: { timeUs: number; line: string }[] = [];
  const result = await simulate(
    { ...plan, ...(branch && { branch }) },
    { onTrace: (event) => lines.push({ timeUs: event.timeUs, line: JSON.stringify({ ...event, seq: 0 }) }) },
  );
  return { lines, result };
}

test('a branch has the past of its plan to the event, and a future of its own that is the same each time', async () => {
  const atMs = plan.requests[plan.requests.length >> 1]!.atMs;
  const trunk = await traced();
  const branch = await traced({ atMs, salt: 1 });
  const pastOf = ({ lines }: typeof trunk) =>
    lines.filter(({ timeUs }) => timeUs < atMs * 1000).map(({ line }) => line);
  expect(pastOf(branch).length).toBeGreaterThan(500);
  expect(pastOf(branch)).toEqual(pastOf(trunk));
  expect(branch.result.traceHash).not.toBe(trunk.result.traceHash);
  const again = await traced({ atMs, salt: 1 });
  expect(again.result).toMatchObject({
    traceHash: branch.result.traceHash,
    historyHash: branch.result.historyHash,
  });
  const other = await traced({ atMs, salt: 2 });
  expect(other.result.traceHash).not.toBe(branch.result.traceHash);
});

test('a branch before all began is another future altogether', async () => {
  const trunk = await traced();
  const branch = await traced({ atMs: -2000, salt: 1 });
  expect(branch.lines.slice(0, 200).map(({ line }) => line)).not.toEqual(
    trunk.lines.slice(0, 200).map(({ line }) => line),
  );
});

test('a branch of a plan has its past, later faults of the same kinds as others, and is a branch of what it left', async () => {
  const crash = (atMs: number) => ({
    kind: 'crash',
    atMs,
    durationMs: 0,
    params: { host: 'api-1', peersSeeReset: true },
  });
  const trunk = {
    ...plan,
    faults: [crash(100), crash(plan.chaosMs - 100)],
    branch: { atMs: -2000, salt: 1 },
  };
  const atMs = plan.requests[plan.requests.length >> 1]!.atMs;
  const other = branchOf(trunk, notes.scenario, { atMs, salt: 3 });
  expect(other.branch).toEqual({ atMs, salt: 3, of: { atMs: -2000, salt: 1 } });
  expect(other.faults[0]).toEqual(trunk.faults[0]);
  expect(other.faults[1]).toMatchObject({ kind: 'crash' });
  expect(other.faults[1]).not.toEqual(trunk.faults[1]);
  expect(other.faults[1]!.atMs).toBeGreaterThan(atMs);
  expect(other.faults[1]!.atMs).toBeLessThanOrEqual(plan.chaosMs);
  expect(branchOf(trunk, notes.scenario, { atMs, salt: 3 })).toEqual(other);

  const pastOf = async (run: Plan) => {
    const past: string[] = [];
    const { traceHash } = await simulate(run, {
      onTrace: ({ seq, ...event }) => event.timeUs < atMs * 1000 && past.push(JSON.stringify(event)),
    });
    return { past, traceHash };
  };
  const [here, there] = [await pastOf(trunk), await pastOf(other)];
  expect(there.past).toEqual(here.past);
  expect(there.traceHash).not.toBe(here.traceHash);
  expect((await pastOf(other)).traceHash).toBe(there.traceHash);
});

test('a run that is looked at for a violation ends when it has come, as the whole run has it', async () => {
  const [first, ...others] = notes.scenario.invariants;
  const never = {
    name: 'no third change',
    says: 'there is no third change',
    create() {
      let changes = 0;
      return {
        onChange: ({ atMs }: { atMs: number }) =>
          ++changes === 3
            ? [{ invariant: 'no third change', atMs, subject: 'change 3', message: 'it came' }]
            : [],
      };
    },
  };
  const run = await simulator({
    ...notes,
    scenario: { ...notes.scenario, invariants: [first!, ...others, never] },
  });
  const whole = await run(plan);
  const ended = await run(plan, { until: ({ invariant }) => invariant === never.name });
  expect(ended.verdict).toBe('violated');
  expect(ended.violations).toEqual(whole.violations);
  expect(ended.endMs).toBe(Math.round(whole.violations[0]!.atMs));
  expect(whole.endMs).toBeGreaterThan(ended.endMs);
  const atRest = await run(plan, { upToRest: true });
  expect(atRest.violations).toEqual(whole.violations);
  expect(atRest.endMs).toBeLessThanOrEqual(whole.endMs - REST_MS);
});
