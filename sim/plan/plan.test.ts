import '../node/install.ts';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ScenarioError } from '../../harness/scenario/load.ts';
import shop from '../../scenarios/shop/index.ts';
import { faultKind, faultsOf } from '../faults/index.ts';
import { type DrawOptions, drawPlan as draw } from './draw.ts';
import { loadPlan, PlanFileError } from './file.ts';
import { printPlan } from './print.ts';
import { savePlan } from './save.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'plan-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const drawPlan = (seed: number, options?: DrawOptions) => draw(shop, seed, options);
const noSwarm = { swarm: false };
const seeds = Array.from({ length: 60 }, (_, i) => i + 1);

test('a seed gives the same plan each time, another seed another plan', () => {
  expect(drawPlan(7)).toEqual(drawPlan(7));
  expect(new Set(seeds.map((seed) => JSON.stringify(drawPlan(seed)))).size).toBe(seeds.length);
});

test('without swarm every kind of fault strikes in every seed', () => {
  for (const seed of seeds) {
    const kinds = new Set(drawPlan(seed, noSwarm).faults.map((f) => f.kind));
    expect([...kinds].sort()).toEqual(
      faultsOf(shop)
        .map((f) => f.kind)
        .sort(),
    );
  }
});

test('every kind of arrival is drawn', () => {
  const kinds = new Set(seeds.flatMap((seed) => drawPlan(seed).requests.map((a) => a.kind)));
  const orders = ['order', 'duplicate', 'conflict', 'bad'];
  const besides = ['read-order', 'read-product', 'read-unknown', 'look', 'restock'];
  expect(kinds).toEqual(new Set([...orders, ...besides]));
});

test('a plan holds what was asked for', () => {
  const plan = drawPlan(3, { size: 17, faults: [faultKind(faultsOf(shop), 'pause')] });
  expect(plan.requests.filter((a) => a.kind === 'order')).toHaveLength(17);
  expect(plan.faults.every((f) => f.kind === 'pause')).toBe(true);
  expect(drawPlan(3, { faults: [] }).faults).toEqual([]);
});

test('without swarm all seeds have the usual size', () => {
  for (const seed of seeds) {
    const { character, topology, requests } = drawPlan(seed, noSwarm);
    expect(character).toBeUndefined();
    expect(topology).toEqual({
      clients: 3,
      instances: { orchestrator: 2, inventory: 2, payment: 2, projector: 2, gateway: 1 },
      members: 3,
    });
    expect(requests.filter((a) => a.kind === 'order')).toHaveLength(100);
  }
});

test('a plan survives a file, and is told in a few lines', () => {
  const plan = drawPlan(42);
  const loaded = loadPlan(savePlan(plan, path.join(folder, 'deep')), shop);
  expect(loaded).toEqual(plan);
  const old = drawPlan(42, noSwarm);
  expect(loadPlan(savePlan(old, folder), shop)).toEqual(old);
  const text = printPlan(plan, shop);
  expect(text).toContain('plan of seed 42');
  for (const f of plan.faults.slice(0, 40)) expect(text).toContain(f.kind);
});

test('a plan keeps the version of its database; one that names none is of a time when there was but 4.4', () => {
  const on6 = { ...shop, database: { serverVersion: '6.0' as const } };
  expect(draw(on6, 1).serverVersion).toBe('6.0');
  const plan = draw(on6, 1, { serverVersion: '7.0' });
  const file = savePlan(plan, folder);
  expect(loadPlan(file, on6)).toEqual(plan);
  expect(printPlan(plan, shop)).toContain('as MongoDB 7.0 is');
  const { serverVersion: _, ...old } = plan;
  writeFileSync(file, JSON.stringify(old));
  expect(loadPlan(file, on6).serverVersion).toBe('4.4');
  writeFileSync(file, JSON.stringify({ ...old, serverVersion: '3.6' }));
  expect(() => loadPlan(file, on6)).toThrow(PlanFileError);
});

describe('a broken plan file is one clear line', () => {
  const oneFault = (kind: string, params: object) =>
    JSON.stringify({ ...drawPlan(1), faults: [{ kind, atMs: 0, durationMs: 0, params }] });
  const cases: [string, string, RegExp][] = [
    ['not JSON', '{', /is not JSON/],
    ['not a plan', '{"version":2}', /is not a plan: it must have required property/],
    [
      'another version',
      JSON.stringify({ ...drawPlan(1), version: 1 }),
      /is of version 1, and this reads version 2/,
    ],
    [
      'another scenario',
      JSON.stringify({ ...drawPlan(1), scenario: 'bakery' }),
      /is of the scenario 'bakery'/,
    ],
    ['an unknown fault', oneFault('locusts', {}), /unknown fault: locusts/],
    ['a fault of an older release', oneFault('stray-requests', { host: 'payment-1' }), /that lacks 'hosts'/],
    [
      'a parameter of another type',
      oneFault('loss', { percent: '5' }),
      /has a 'percent' that is not a number/,
    ],
    [
      'a host that is not there',
      oneFault('pause', { host: 'payment-9' }),
      /names "payment-9", and there is no/,
    ],
    ['a bug of another release', JSON.stringify({ ...drawPlan(1), bug: 'ladybird' }), /no bug 'ladybird'/],
  ];
  test.each(cases)('%s', (_name, text, message) => {
    const file = path.join(folder, 'broken.json');
    writeFileSync(file, text);
    expect(() => loadPlan(file, shop)).toThrow(PlanFileError);
    expect(() => loadPlan(file, shop)).toThrow(message);
  });
  test('no file', () =>
    expect(() => loadPlan(path.join(folder, 'none.json'), shop)).toThrow(/cannot read plan .*ENOENT/));
});

test('a workload that cannot be drawn, or asks whom there is not, is one line', () => {
  const asking = (to: string) => ({
    ...shop,
    workload: (choice: typeof fc) =>
      shop.workload(choice, { clients: 1, size: 1, swarm: false }).map((drawn) => ({
        ...drawn,
        requests: drawn.requests.map((request) => ({ ...request, kind: 'buy', to })),
      })),
  });
  expect(() => draw(asking('nobody'), 3)).toThrow(
    new ScenarioError(
      "scenario shop, seed 3: request buy: it is sent to 'nobody', which is no service of the scenario",
    ),
  );
  const visited = { to: 'nobody', kind: 'look', key: '', method: 'GET', path: '/' };
  expect(() => draw({ ...shop, atRest: () => [visited] }, 3)).toThrow(
    "scenario shop, seed 3: request look: it is sent to 'nobody', which is no service of the scenario",
  );
  const broken = {
    ...shop,
    workload: () =>
      fc.constant(null).map((): never => {
        throw new TypeError('no such field');
      }),
  };
  expect(() => draw(broken, 3)).toThrow(/^scenario shop, seed 3: it cannot be drawn: no such field/);
});
