import '../node/install.ts';
import { expect, test } from 'vitest';
import type { Violation } from '../../harness/invariants/index.ts';
import shop from '../../scenarios/shop/index.ts';
import { faultsOf } from '../faults/index.ts';
import { drawPlan } from '../plan/draw.ts';
import { isAtStart, type Plan } from '../plan/plan.ts';
import type { RunResult } from '../result.ts';
import { resultWith } from '../testing/result-with.ts';
import { failureOf } from './failure.ts';
import type { SearchTools } from './search.ts';
import { shrink } from './shrink.ts';

const order = (n: number) => `ORD-${String(n).padStart(6, '0')}`;

/** A run that ended as said, of a world that is made up. */
function resultOf(plan: Plan, violation?: Partial<Violation>): RunResult {
  const verdict = violation ? 'violated' : 'passed';
  const found = { invariant: 'paid-once', atMs: 3000, subject: 'order ORD-000001', message: 'paid twice' };
  return resultWith({
    ...{ seed: plan.seed, verdict, restedMs: 0 },
    violations: violation ? [{ ...found, ...violation, story: [] }] : [],
  });
}

/** Shrinks a plan of which `fails` says whether it fails; what it was asked is counted. */
async function shrunk(
  plan: Plan,
  fails: (plan: Plan) => Partial<Violation> | undefined,
  tools: Partial<SearchTools> = {},
) {
  const result = resultOf(plan, fails(plan));
  const asked: Plan[] = [];
  const trial = async (tried: Plan) => {
    asked.push(tried);
    return resultOf(tried, fails(tried));
  };
  const signal = new AbortController().signal;
  const least = await shrink(plan, result, failureOf(result)!, shop, { trial, lanes: 2, signal, ...tools });
  return { ...least, asked };
}

const storm = (): Plan => {
  const faults = faultsOf(shop).filter(({ kind }) => !['power-cut', 'watchdog'].includes(kind));
  const plan = drawPlan(shop, 2, { swarm: false, faults });
  expect(plan.faults.length).toBeGreaterThan(30);
  return plan;
};

const asks = (plan: Plan, key: string): boolean => plan.requests.some((request) => request.key === key);

test('what is left is what it takes, and nothing of it can go', async () => {
  const plan = storm();
  const { atMs } = plan.faults.find(({ kind }) => kind === 'crash')!;
  const fails = (tried: Plan) =>
    tried.faults.some(({ kind }) => kind === 'crash') &&
    asks(tried, order(1)) &&
    tried.topology.instances.payment! > 1
      ? { atMs: atMs + 50 }
      : undefined;
  const { plan: least, without, asked } = await shrunk(plan, fails);
  expect(least.faults.map(({ kind }) => kind)).toEqual(['crash']);
  expect(least.requests).toHaveLength(1);
  expect(least.topology).toEqual({
    clients: 1,
    instances: { orchestrator: 1, inventory: 1, payment: 2, projector: 1, gateway: 1 },
    members: 1,
  });
  expect(without!.map(({ thing, comesTo }) => [thing.split(' ')[0], comesTo])).toEqual([
    ['crash', 'passes'],
    ['POST', 'passes'],
    ['payment', 'passes'],
  ]);
  expect(without!.at(-1)!.thing).toBe('payment ×2, not ×1');
  // It begins at once, lasts no longer than it must, and knows no product that nobody orders.
  expect(least.chaosMs).toBeLessThan(1000);
  expect(least.data.products).toHaveLength(1);
  // Of thirty faults and a hundred orders.
  expect(asked.length).toBeLessThan(150);
});

test('of requests and faults much goes in turn before little of either, for runs of many take long', async () => {
  const { asked } = await shrunk(storm(), (tried) =>
    tried.faults.length > 25 && asks(tried, order(1)) ? { subject: 'product p' } : undefined,
  );
  // Twice as many when faults go first: they hardly do, and each try is a run of all requests.
  expect(asked.reduce((sum, { requests }) => sum + requests.length, 0)).toBeLessThan(5000);
});

test('what becomes needless only once the rest is simpler is taken out too', async () => {
  const { plan: least, without } = await shrunk(storm(), (tried) => {
    const pause = tried.faults.find(({ kind }) => kind === 'pause');
    const isShort = pause !== undefined && pause.durationMs <= 200;
    return pause && (isShort || tried.topology.instances.payment! > 1) ? {} : undefined;
  });
  expect(least.topology.instances.payment).toBe(1);
  expect(without!.map(({ comesTo }) => comesTo)).toEqual(['passes']);
});

test('a failure of another kind is none, whatever else it is', async () => {
  const { plan: least } = await shrunk(storm(), (tried) =>
    tried.faults.some(({ kind }) => kind === 'pause') ? {} : { invariant: 'stock-never-negative' },
  );
  expect(least.faults.map(({ kind }) => kind)).toEqual(['pause']);
  const { plan: other } = await shrunk(storm(), (tried) =>
    tried.faults.some(({ kind }) => kind === 'pause') ? {} : { subject: 'product p' },
  );
  expect(other.faults.map(({ kind }) => kind)).toEqual(['pause']);
});

test('of two causes that each do, it is that which is no fault of the database', async () => {
  const enough = ['crash', 'db-crash'];
  const { plan: least } = await shrunk(storm(), (tried) =>
    tried.faults.some(({ kind }) => enough.includes(kind)) ? {} : undefined,
  );
  expect(least.faults.map(({ kind }) => kind)).toEqual(['crash']);
});

test('what takes many little faults is left with a great one, be it of a kind that was not among them', async () => {
  const plan: Plan = {
    ...storm(),
    faults: [200, 900, 1400, 2100].map((atMs) => ({
      ...{ kind: 'loss', atMs, durationMs: 300, params: { percent: 9 } },
    })),
  };
  const isSlow = ({ kind, durationMs, params }: Plan['faults'][number]) =>
    kind === 'bank-slow' && durationMs > 1000 && Number(params.value) > 1000;
  const { plan: least, without } = await shrunk(plan, ({ faults }) =>
    faults.length === 4 || faults.some(isSlow) ? {} : undefined,
  );
  expect(least.faults).toHaveLength(1);
  expect(isSlow(least.faults[0]!)).toBe(true);
  expect(without!.every(({ comesTo }) => comesTo === 'passes')).toBe(true);
});

test('one fault is left that lasts, rather than two that come one after the other', async () => {
  const pause = (atMs: number) => ({
    ...{ kind: 'pause', atMs, durationMs: 300, params: { host: 'inventory-1' } },
  });
  const { plan: least } = await shrunk({ ...storm(), faults: [pause(1000), pause(2500)] }, ({ faults }) => {
    const last = faults.at(-1);
    return last && last.atMs + last.durationMs - faults[0]!.atMs >= 1500 ? {} : undefined;
  });
  expect(least.faults).toHaveLength(1);
});

test('what is lost by chance alone is found again in another future', async () => {
  const isLucky = ({ branch }: Plan) => branch?.salt === 2;
  const { plan: least } = await shrunk(storm(), (tried) =>
    tried.faults.length > 5 || (tried.faults.length > 0 && isLucky(tried)) ? {} : undefined,
  );
  expect(least.faults).toHaveLength(1);
  expect(least.branch).toMatchObject({ salt: 2 });
});

test('whatever it strikes strikes one instance rather than two, and one that is left', async () => {
  const plan: Plan = {
    ...storm(),
    faults: [
      { kind: 'crash', atMs: 10, durationMs: 0, params: { host: 'inventory-2', peersSeeReset: true } },
      { kind: 'pause', atMs: 20, durationMs: 4000, params: { host: 'inventory-1' } },
      { kind: 'partition', atMs: 30, durationMs: 900, params: { group: ['inventory-1', 'inventory-2'] } },
    ],
  };
  const { plan: least } = await shrunk(plan, (tried) => (tried.faults.length === 3 ? {} : undefined));
  expect(least.topology.instances.inventory).toBe(1);
  expect(least.faults.map(({ params }) => params)).toEqual([
    { host: 'inventory-1', peersSeeReset: true },
    { host: 'inventory-1' },
    { group: ['inventory-1'] },
  ]);
});

test('the same plan is left by one worker and by many', async () => {
  const fails = (tried: Plan) => (tried.faults.length > 2 && tried.requests.length > 3 ? {} : undefined);
  const one = await shrunk(storm(), fails, { lanes: 1 });
  const many = await shrunk(storm(), fails, { lanes: 7 });
  expect(many.plan).toEqual(one.plan);
});

test('when its time is up it has what it found so far, and claims no more', async () => {
  const stop = new AbortController();
  const {
    plan: least,
    without,
    asked,
  } = await shrunk(storm(), (tried) => (tried.faults.length > 0 ? {} : undefined), {
    signal: stop.signal,
    onFound: (_plan, runs) => runs > 3 && stop.abort(),
  });
  expect(without).toBeUndefined();
  expect(least.faults.length).toBeGreaterThan(0);
  expect(asked.length).toBeLessThan(10);
});

test('what came before all was at rest is looked for no longer than that, but for the proof that nothing is needless', async () => {
  const waits = async (restedMs: number) => {
    const plan = storm();
    const result = { ...resultOf(plan, {}), restedMs };
    const waited: (boolean | undefined)[] = [];
    await shrink(plan, result, failureOf(result)!, shop, {
      async trial(tried, { isEarly }) {
        waited.push(isEarly);
        return resultOf(tried, tried.faults.length > 0 ? {} : undefined);
      },
      lanes: 1,
      signal: new AbortController().signal,
    });
    return waited;
  };
  const early = await waits(6000);
  // What is left is proved twice: before it is made simpler, and then.
  expect(early.filter((isEarly) => !isEarly)).toHaveLength(2);
  expect(early.at(-1)).toBeUndefined();
  // It was found when all had come to rest.
  expect((await waits(0)).some(Boolean)).toBe(false);
});

test('what is proved to be the least is kept when there is no time to make it simpler', async () => {
  const stop = new AbortController();
  const { plan: least, without } = await shrunk(
    storm(),
    (tried) => {
      const pause = tried.faults.find(({ kind }) => kind === 'pause');
      // As soon as anything is made shorter, time is up.
      if (pause && pause.durationMs < 200) stop.abort();
      return pause ? {} : undefined;
    },
    { signal: stop.signal },
  );
  expect(without!.map(({ comesTo }) => comesTo)).toEqual(['passes']);
  expect(least.faults.map(({ kind }) => kind)).toEqual(['pause']);
});

test('what strikes while all starts stays there, and where nothing does the start is as usual', async () => {
  const early = { kind: 'power-cut', atMs: -29_500, durationMs: 0, params: {} };
  const storms = storm();
  const plan: Plan = { ...storms, warmUpMs: 30_000, faults: [early, ...storms.faults] };
  const left = await shrunk(plan, (tried) =>
    tried.faults.some(isAtStart) && asks(tried, order(9)) ? {} : undefined,
  );
  expect(left.plan).toMatchObject({ warmUpMs: 30_000, faults: [early] });
  expect(left.plan.requests.every(({ atMs }) => atMs >= 0)).toBe(true);
  const usual = await shrunk(plan, (tried) => (asks(tried, order(9)) ? {} : undefined));
  expect(usual.plan).not.toHaveProperty('warmUpMs');
  expect(usual.plan.faults).toEqual([]);
});

test('a run that passed, hung or was not the same twice cannot be shrunk', () => {
  const passed = resultOf(storm());
  expect(failureOf(passed)).toBeUndefined();
  expect(failureOf({ ...passed, verdict: 'crashed', reason: 'hung: no end', traceHash: '' })).toBeUndefined();
  expect(failureOf({ ...passed, verdict: 'nondeterministic' })).toBeUndefined();
  expect(failureOf({ ...passed, verdict: 'stuck' })).toEqual({ verdict: 'stuck' });
});
