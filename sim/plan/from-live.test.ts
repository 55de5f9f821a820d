import '../node/install.ts';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LiveExcerpt } from '../../harness/excerpt/format.ts';
import shop from '../../scenarios/shop/index.ts';
import { drawPlan } from './draw.ts';
import { loadPlan, PlanFileError } from './file.ts';
import { neighbourOf } from './neighbour.ts';
import { savePlan } from './save.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'live-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const { requests, data, topology, chaosMs } = drawPlan(shop, 7, { size: 10 });
const [service, ...others] = Object.keys(topology.instances);
const instances = { ...Object.fromEntries(others.map((name) => [name, 1])), [service!]: 3 };
const excerpt: LiveExcerpt = {
  ...{ format: 'groundhog-excerpt', version: 1, scenario: 'shop', startedAt: '2026-01-31T12:00:00.000Z' },
  ...{ seed: 7, bug: 'key-per-attempt', durationMs: chaosMs, data, requests },
  found: { what: 'violated', invariant: 'one-charge', subject: 'order ORD-1', message: 'was charged twice' },
  topology: { instances, members: 1 },
  chaos: [
    { kind: 'kill', instance: `${service}-1`, atMs: 100.5, durationMs: 900 },
    { kind: 'pause', instance: `${service}-2`, atMs: 200, durationMs: 700 },
  ],
};

function loaded(excerpt: object) {
  const file = path.join(folder, 'live.json');
  writeFileSync(file, JSON.stringify(excerpt));
  return loadPlan(file, shop);
}

test('an excerpt is loaded as a plan: what was killed crashes, what was paused is paused, at those times', () => {
  const plan = loaded(excerpt);
  expect(plan).toMatchObject({ version: 2, scenario: 'shop', seed: 7, bug: 'key-per-attempt', chaosMs });
  expect(plan).toMatchObject({ requests, data, found: excerpt.found, topology: { instances, members: 1 } });
  expect(plan.topology.clients).toBe(1 + Math.max(...requests.map(({ client }) => client)));
  expect(plan.faults).toEqual([
    { kind: 'crash', atMs: 100.5, durationMs: 0, params: { host: `${service}-1`, peersSeeReset: true } },
    { kind: 'pause', atMs: 200, durationMs: 700, params: { host: `${service}-2` } },
  ]);
});

test.each([
  [{ version: 9 }, /is of version 9, and this reads version 1/],
  [{ found: undefined }, /is not a plan: it must have required property 'found'/],
  [{ scenario: 'bakery' }, /of the scenario 'bakery', and this is 'shop'/],
  [{ chaos: [{ ...excerpt.chaos[0], kind: 'flood' }] }, /\/chaos\/0\/kind must be equal/],
  [{ chaos: [{ ...excerpt.chaos[0], instance: 'bakery-1' }] }, /"bakery-1", and there is no such host/],
])('one that is broken is one clear line: %j', (part, line) => {
  const broken = () => loaded({ ...excerpt, ...part });
  expect(broken).toThrow(PlanFileError);
  expect(broken).toThrow(line);
});

test('a neighbour asks the same at the same times, is the same each time, and is a plan', () => {
  const plan = loaded(excerpt);
  const { found: _, ...itself } = plan;
  expect(neighbourOf(plan, 0, shop)).toEqual(itself);
  const seen = new Set<string>();
  for (let n = 1; n <= 80; n++) {
    const neighbour = neighbourOf(plan, n, shop);
    expect(neighbour).toEqual(neighbourOf(plan, n, shop));
    expect(neighbour).toMatchObject({ requests, data, topology: plan.topology, bug: plan.bug });
    expect(neighbour).not.toHaveProperty('found');
    const file = savePlan(neighbour, folder);
    expect(loadPlan(file, shop)).toEqual(neighbour);
    seen.add(file);
  }
  expect(seen.size).toBe(80);
});

test('the nearest neighbours have the same faults somewhat sooner or later; others come where those are not enough', () => {
  const plan = loaded(excerpt);
  const all = Array.from({ length: 80 }, (_, i) => neighbourOf(plan, i + 1, shop));
  const kindsOf = (of: typeof all) => new Set(of.flatMap(({ faults }) => faults.map(({ kind }) => kind)));
  expect([...kindsOf(all.slice(0, 40))].sort()).toEqual(['crash', 'pause']);
  expect(kindsOf(all.slice(40)).size).toBeGreaterThan(10);
  const crashes = all.map(({ faults }) => faults.find(({ kind }) => kind === 'crash')!);
  expect(new Set(crashes.map(({ atMs }) => atMs)).size).toBeGreaterThan(20);
  expect(new Set(crashes.map(({ params }) => (params as { host: string }).host))).toContain(`${service}-3`);
  for (const { faults } of all)
    for (const { atMs } of faults) expect(atMs >= 0 && atMs <= chaosMs).toBe(true);
});

test('where chaos did nothing, something else goes wrong in every neighbour', () => {
  const plan = loaded({ ...excerpt, chaos: [] });
  for (let n = 1; n <= 20; n++) expect(neighbourOf(plan, n, shop).faults.length).toBeGreaterThan(0);
});
