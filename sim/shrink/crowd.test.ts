import '../node/install.ts';
import { expect, test } from 'vitest';
import shop from '../../scenarios/shop/index.ts';
import { drawPlan } from '../plan/draw.ts';
import { crowds } from './crowd.ts';
import { countOf } from './hosts.ts';

const plan = drawPlan(shop, 2, { swarm: false });
const plans = crowds(plan, ['ORD-000030'], plan.chaosMs, shop);

test('each is some of the last writes, one soon after the other, and one fault at most, soon after the first', () => {
  expect(plans.length).toBeGreaterThan(50);
  for (const { faults, requests, chaosMs } of plans) {
    expect(faults.length).toBeLessThanOrEqual(1);
    expect(requests).toHaveLength(24);
    expect(requests.every(({ method }) => method === 'POST')).toBe(true);
    const times = requests.map(({ atMs }) => atMs);
    expect(Math.max(...times) - Math.min(...times)).toBeCloseTo(23 * 50);
    for (const { atMs } of faults) expect(atMs - Math.min(...times)).toBeCloseTo(100);
    expect(chaosMs).toBeLessThan(60_000);
  }
});

test('on the fewest hosts first, and of the kinds of the plan alone', () => {
  const kinds = new Set(plan.faults.map(({ kind }) => kind));
  expect(countOf(plans[0]!.topology)).toBeLessThan(countOf(plan.topology));
  for (const { faults } of plans) expect(faults.every(({ kind }) => kinds.has(kind))).toBe(true);
});

test('what was scarce for all is as scarce for these', () => {
  const stock = (of: typeof plan) =>
    (of.data.products as { initial_stock: number }[]).reduce((sum, one) => sum + one.initial_stock, 0);
  expect(stock(plans[0]!)).toBeLessThan(stock(plan) / 2);
});

test('where many requests say the name, it is those; where nothing is asked there are none', () => {
  for (const { requests } of crowds(plan, ['product-1'], plan.chaosMs, shop))
    expect(requests.every((request) => JSON.stringify(request).includes('product-1'))).toBe(true);
  expect(crowds({ ...plan, requests: [] }, ['product-1'], plan.chaosMs, shop)).toEqual([]);
});
