import '../node/install.ts';
import { expect, test } from 'vitest';
import shop from '../../scenarios/shop/index.ts';
import { drawPlan } from '../plan/draw.ts';
import { countOf } from './hosts.ts';
import { small } from './small.ts';

const plan = drawPlan(shop, 2, { swarm: false });
/** The product that most is asked of. */
const name = 'product-1';
const plans = small(plan, [name], plan.chaosMs, shop);

test('each is a few requests of the subject and one fault at most, soon after the begin', () => {
  expect(plans.length).toBeGreaterThan(30);
  for (const { faults, requests, chaosMs } of plans) {
    expect(faults.length).toBeLessThanOrEqual(1);
    expect(requests.length).toBeGreaterThan(0);
    expect(requests.length).toBeLessThanOrEqual(10);
    expect(requests.every((request) => JSON.stringify(request).includes(name))).toBe(true);
    const times = [...requests, ...faults].map(({ atMs }) => atMs);
    expect(Math.min(...times)).toBeCloseTo(20);
    expect(chaosMs).toBeGreaterThan(Math.max(...times));
  }
});

test('the first has no fault and the fewest hosts; then all is sent at once, to more hosts in several futures', () => {
  const [first, together] = plans;
  expect(first!.faults).toEqual([]);
  expect(countOf(first!.topology)).toBeLessThan(countOf(plan.topology));
  expect(new Set(together!.requests.map(({ atMs }) => atMs)).size).toBe(1);
  const races = plans.filter(
    ({ faults, requests, topology }) =>
      faults.length === 0 &&
      countOf(topology) === countOf(plan.topology) &&
      new Set(requests.map(({ atMs }) => atMs)).size === 1,
  );
  expect(new Set(races.map(({ branch }) => branch?.salt ?? 0)).size).toBe(4);
  // What was scarce for all who asked is as scarce for these few.
  const stock = (of: typeof plan) => (of.data.products as { initial_stock: number }[])[0]!.initial_stock;
  expect(Math.min(...races.map(stock))).toBeLessThan(stock(plan));
});

test('what is over at once strikes at many moments of what is asked', () => {
  const crashes = plans.filter(({ faults: [fault] }) => fault?.kind === 'crash');
  const after = crashes.map(({ faults, requests }) => Math.round(faults[0]!.atMs - requests[0]!.atMs));
  expect(new Set(after)).toEqual(new Set([...after, 1, 2, 3, 5, 8, 13, 21, 34, 55]));
});

test('where no request is about the subject there are none', () => {
  expect(small(plan, ['nobody'], plan.chaosMs, shop)).toEqual([]);
});
