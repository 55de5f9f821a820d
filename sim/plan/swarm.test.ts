/** What the swarm as a whole looks like: over some hundred seeds each corner is reached, in its share. */
import '../node/install.ts';
import { describe, expect, test } from 'vitest';
import shop from '../../scenarios/shop/index.ts';
import type { OrderBody, Product } from '../../scenarios/shop/workload/index.ts';
import { faultKind, faultsOf, startFaults } from '../faults/index.ts';
import { CHARACTER_SHARES, CHARACTERS } from './character.ts';
import { drawPlan } from './draw.ts';
import { isAtStart, type Plan, ROUGH_WARM_UP_MS } from './plan.ts';

const allFaults = faultsOf(shop);
const pause = faultKind(allFaults, 'pause');

const SEEDS = 600;
const plans = Array.from({ length: SEEDS }, (_, i) => drawPlan(shop, 1000 + i));
const kindsOf = (plan: Plan) => new Set(plan.faults.map((f) => f.kind));
const productsOf = (plan: Plan) => plan.data.products as Product[];
const ordersOf = (plan: Plan) => plan.requests.filter((a) => a.kind === 'order').length;

describe('characters', () => {
  test.each(CHARACTERS)('%s has its share', (character) => {
    const share = (100 * plans.filter((p) => p.character === character).length) / SEEDS;
    expect(Math.abs(share - CHARACTER_SHARES[character])).toBeLessThan(5);
  });

  test('shares add up to 100', () => {
    expect(Object.values(CHARACTER_SHARES).reduce((a, b) => a + b)).toBe(100);
  });

  test('a calm seed has hardly a fault, a storm every kind, a hammer many of one', () => {
    for (const plan of plans) {
      const counts = new Map<string, number>();
      const usual = plan.faults.filter((fault) => !isAtStart(fault));
      for (const { kind } of usual) counts.set(kind, (counts.get(kind) ?? 0) + 1);
      if (plan.character === 'calm') expect(usual.length).toBeLessThanOrEqual(2);
      if (plan.character === 'storm') expect(counts.size).toBe(allFaults.length);
      if (plan.character === 'hammer') expect(Math.max(...counts.values())).toBeGreaterThanOrEqual(5);
      if (plan.character === 'mixed') expect(counts.size).toBeGreaterThan(0);
    }
    expect(plans.some((plan) => plan.faults.length === 0)).toBe(true);
  });
});

test.each(allFaults.map((f) => f.kind))('%s is hammered with, and left out', (kind) => {
  const having = plans.filter((plan) => kindsOf(plan).has(kind)).length;
  expect(having).toBeGreaterThan(SEEDS / 10);
  expect(having).toBeLessThan(SEEDS * 0.8);
  expect(plans.some((p) => p.faults.filter((f) => f.kind === kind).length >= 5)).toBe(true);
});

test('now and then the start is disturbed, for which there is time then', () => {
  const rough = plans.filter(({ warmUpMs }) => warmUpMs !== undefined);
  expect(Math.abs(rough.length / SEEDS - 0.1)).toBeLessThan(0.05);
  const early = (plan: Plan) => plan.faults.filter(isAtStart);
  expect(plans.flatMap(early).length).toBe(rough.flatMap(early).length);
  for (const { atMs, durationMs } of rough.flatMap(early)) {
    expect(atMs).toBeGreaterThanOrEqual(-ROUGH_WARM_UP_MS);
    expect(atMs + durationMs).toBeLessThanOrEqual(-20_000);
  }
  expect(new Set(rough.flatMap(early).map(({ kind }) => kind))).toEqual(
    new Set(startFaults.map(({ kind }) => kind)),
  );
});

test('topologies: one to five clients, one to three instances of each service, one to five members', () => {
  const of = (pick: (plan: Plan) => unknown) => [...new Set(plans.map(pick))].sort();
  expect(of((p) => p.topology.clients)).toEqual([1, 2, 3, 4, 5]);
  expect(of((p) => p.topology.members)).toEqual([1, 3, 5]);
  for (const service of ['orchestrator', 'inventory', 'payment', 'projector'])
    expect(of((p) => p.topology.instances[service])).toEqual([1, 2, 3]);
  expect(of((p) => p.topology.instances.gateway)).toEqual([1]);
});

test('load: rush and lull, one product and many, bare shelves and full ones, 100 orders', () => {
  expect(new Set(plans.map(ordersOf))).toEqual(new Set([100]));
  const durations = plans.map((p) => p.requests.at(-1)!.atMs);
  expect(Math.min(...durations)).toBeLessThan(1000);
  expect(Math.max(...durations)).toBeGreaterThan(15_000);
  const products = plans.map((p) => productsOf(p).length);
  expect(Math.min(...products)).toBe(1);
  expect(Math.max(...products)).toBe(12);
  const leftShare = plans.map((p) => {
    const wanted = p.requests.reduce(
      (sum, a) => sum + (a.kind === 'order' ? (a.payload as OrderBody).qty : 0),
      0,
    );
    return productsOf(p).reduce((sum, { initial_stock }) => sum + initial_stock, 0) / wanted;
  });
  expect(Math.min(...leftShare)).toBeLessThan(0.3);
  expect(Math.max(...leftShare)).toBeGreaterThan(2);
});

test('flags win over what would be drawn', () => {
  for (let seed = 1; seed <= 30; seed++) {
    const plan = drawPlan(shop, seed, { size: 25, members: 3, faults: [pause] });
    expect(ordersOf(plan)).toBe(25);
    expect(plan.topology.members).toBe(3);
    expect([...kindsOf(plan)].filter((kind) => kind !== 'pause')).toEqual([]);
  }
  expect(drawPlan(shop, 1, { faults: [] })).toMatchObject({ character: 'calm', faults: [] });
});
