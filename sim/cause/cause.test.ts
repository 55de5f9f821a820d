import '../node/install.ts';
import { expect, test } from 'vitest';
import type { Event, Message } from '../../harness/explanation/index.ts';
import shop from '../../scenarios/shop/index.ts';
import { drawPlan } from '../plan/draw.ts';
import type { Branch, Plan } from '../plan/plan.ts';
import type { RunResult } from '../result.ts';
import { resultWith } from '../testing/result-with.ts';
import { differencesOf, likelihoodOf, type Told, theVery } from './index.ts';

const plan = drawPlan(shop, 2, { swarm: false });
const failure = { verdict: 'violated', invariant: 'paid-once', subject: 'order' } as const;
const FAILED_MS = 3000;

function resultOf(plan: Plan, fails: boolean, subject = 'order ORD-000001'): RunResult {
  return resultWith({
    seed: plan.seed,
    verdict: fails ? 'violated' : 'passed',
    violations: fails
      ? [{ invariant: 'paid-once', atMs: FAILED_MS, subject, message: 'paid twice', story: [] }]
      : [],
  });
}

/** Of a made-up run whose other futures fail as told by the moment they begin and their number. */
async function likelihood(fails: (branch: Branch) => boolean, lanes = 2, most = Number.POSITIVE_INFINITY) {
  const stop = new AbortController();
  const asked: Branch[] = [];
  const cause = await likelihoodOf(plan, failure, resultOf(plan, true), shop, {
    async trial(branch) {
      asked.push(branch.branch!);
      if (asked.length >= most) stop.abort();
      return resultOf(branch, fails(branch.branch!));
    },
    lanes,
    signal: stop.signal,
  });
  return { ...cause, asked };
}

test('the share jumps where it became inevitable, which is found to some milliseconds, and the last that passed left just before', async () => {
  const {
    likelihood: found,
    neighbour,
    runs,
    isWhole,
  } = await likelihood(({ atMs, salt }) => atMs >= 1234 || salt % 5 === 0);
  const { fromMs, toMs } = found.jump!;
  expect(fromMs).toBeLessThan(1234);
  expect(toMs).toBeGreaterThanOrEqual(1234);
  expect(toMs - fromMs).toBeLessThanOrEqual(4);
  expect(neighbour).toMatchObject({ atMs: fromMs, salt: 1, plan: { branch: { atMs: fromMs, salt: 1 } } });
  expect(isWhole).toBe(true);
  expect(runs).toBeGreaterThan(100);
  expect(runs).toBeLessThan(250);
  // The first is before all began, the last is the failure itself.
  expect(found.points[0]!.atMs).toBe(-2000);
  expect(found.points.at(-1)).toMatchObject({ atMs: FAILED_MS, failed: 6, of: 6 });
  for (const { atMs, failed, of } of found.points)
    expect(failed / of, `at ${atMs}`).toBeCloseTo(atMs >= 1234 ? 1 : 0.2, 0);
});

test('of two jumps it is the greater, and of two that are alike the later', async () => {
  const twice = (first: number) =>
    likelihood(({ atMs, salt }) => atMs >= 2000 || (atMs >= 700 && salt % 4 < first));
  expect((await twice(3)).likelihood.jump!.toMs).toBeLessThan(710);
  expect((await twice(1)).likelihood.jump!.fromMs).toBeGreaterThan(1990);
  expect((await twice(2)).likelihood.jump!.fromMs).toBeGreaterThan(1990);
});

test('where all futures fail there is no jump, and where it comes little by little it is not said to be closer than it is', async () => {
  const all = await likelihood(() => true);
  expect(all.likelihood.jump).toBeNull();
  expect(all.neighbour).toBeNull();
  const { likelihood: slow } = await likelihood(({ atMs, salt }) => atMs > (salt * FAILED_MS) / 13);
  if (slow.jump) expect(slow.jump.toMs - slow.jump.fromMs).toBeGreaterThan(50);
});

test('it is the same with one worker and with many, and cut short it tells of what has run', async () => {
  const fails = ({ atMs, salt }: Branch) => atMs >= 500 + salt;
  const { asked, ...one } = await likelihood(fails, 1);
  const { asked: _, ...many } = await likelihood(fails, 7);
  expect(many).toEqual(one);
  const cut = await likelihood(fails, 2, 20);
  expect(cut.isWhole).toBe(false);
  expect(cut.asked.length).toBeLessThan(25);
  // Each moment has been looked at once before any is twice.
  expect(cut.likelihood.points.length).toBeGreaterThan(12);
});

test('a subject that the plan names must be that very one, another of its kind will do for one made up in the run', () => {
  const key = plan.requests.find(({ key }) => key !== '')!.key;
  expect(theVery(failure, plan, resultOf(plan, true, `order ${key}`))).toEqual({ ...failure, name: key });
  expect(theVery(failure, plan, resultOf(plan, true, 'order 65a1b2'))).toEqual(failure);
});

const commit = (
  id: string,
  lane: string,
  atMs: number,
  label: string,
  subjects = ['order ORD-1'],
): Event => ({
  ...{ id, lane, atMs, label, subjects, kind: 'commit', strong: true, seq: null },
});

const message = (id: string, from: string, to: string, sentMs: number, label: string): Message => ({
  ...{ id, from, to, label, sentMs, arrivedMs: sentMs + 5, protocol: 'http', fate: null, fault: null },
  ...{ answers: null, subjects: ['order ORD-1'], strong: true, isNoise: false, body: null, stack: [] },
});

const told = (events: Event[], messages: Message[]): Told => ({
  lanes: ['payment-1', 'payment-2', 'bank-1'].map((name) => ({
    name,
    kind: 'service',
    service: name.slice(0, -2),
  })),
  ...{ events, messages, violation: null },
});

test('what was first not the same is told for each process and subject, whenever it was and whatever ids were made up', () => {
  const id = (last: string) => `65a1b2c3d4e5f6a7b8c9d0e${last}`;
  const here = told(
    [
      commit('e1', 'payment-1', 10, `payments insert ${id('1')}`),
      commit('e2', 'payment-1', 50, 'payments update paid'),
    ],
    [
      message('m1', 'payment-1', 'bank-1', 20, 'POST /charge ORD-1'),
      message('m2', 'bank-1', 'payment-1', 30, '200 charged'),
      message('m3', 'payment-1', 'bank-1', 40, 'POST /charge ORD-1'),
    ],
  );
  const there = told(
    [
      commit('f1', 'payment-1', 12, `payments insert ${id('2')}`),
      commit('f2', 'payment-1', 70, 'payments update declined'),
    ],
    [
      message('n1', 'payment-1', 'bank-1', 25, 'POST /charge ORD-1'),
      message('n2', 'bank-1', 'payment-1', 45, '402 declined'),
    ],
  );
  expect(differencesOf(here, there, ['order ORD-1'])).toEqual([
    {
      of: 'bank-1',
      atMs: 30,
      here: 'sends 200 charged to payment-1',
      ref: 'm2',
      there: 'sends 402 declined to payment-1',
    },
    {
      of: 'payment-1',
      atMs: 35,
      here: 'gets 200 charged from bank-1',
      ref: 'm2',
      there: 'gets 402 declined from bank-1',
    },
    {
      of: 'order ORD-1',
      atMs: 50,
      here: 'payments update paid',
      ref: 'e2',
      there: 'payments update declined',
    },
  ]);
  expect(differencesOf(here, here, ['order ORD-1'])).toEqual([]);
});

test('what there is not is told as such, and not what comes after the violation', () => {
  const violation = {
    invariant: 'a',
    says: '',
    subject: 'order ORD-1',
    related: [],
    message: '',
    atMs: 30,
    event: null,
  };
  const here = { ...told([], [message('m1', 'payment-1', 'bank-1', 20, 'POST /charge ORD-1')]), violation };
  expect(differencesOf(here, told([], []), ['order ORD-1'])).toEqual([
    {
      of: 'payment-1',
      atMs: 20,
      here: 'sends POST /charge ORD-1 to bank-1',
      ref: 'm1',
      there: 'nothing more',
    },
    {
      of: 'bank-1',
      atMs: 25,
      here: 'gets POST /charge ORD-1 from payment-1',
      ref: 'm1',
      there: 'nothing more',
    },
  ]);
  const early = { ...here, violation: { ...violation, atMs: 22 } };
  expect(differencesOf(early, told([], []), ['order ORD-1']).map(({ of }) => of)).toEqual(['payment-1']);
});
