import '../node/install.ts';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import shop from '../../scenarios/shop/index.ts';
import { canonicalJson } from './canonical.ts';
import { drawPlan } from './draw.ts';
import { loadPlan } from './file.ts';
import { savePlan } from './save.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'save-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const plan = drawPlan(shop, 42);

test('plans of one seed that differ in anything have files of their own, each as it was saved', () => {
  const all = [
    plan,
    drawPlan(shop, 42, { size: 10 }),
    drawPlan(shop, 42, { swarm: false }),
    { ...plan, bug: 'lost-update' },
    { ...plan, bug: 'no-fencing' },
    { ...plan, commit: 'abc' },
  ];
  const files = all.map((one) => savePlan(one, folder));
  expect(new Set(files).size).toBe(all.length);
  expect(files.map((file) => loadPlan(file, shop))).toEqual(all);
  expect(path.basename(files[0]!)).toMatch(/^seed-42-[0-9a-f]{8}\.json$/);
  expect(path.basename(files[3]!)).toMatch(/^lost-update-seed-42-[0-9a-f]{8}\.json$/);
});

test('the same plan is written once, and nothing is left beside it', () => {
  const file = savePlan(plan, folder);
  const { ino, mtimeNs } = statSync(file, { bigint: true });
  const { seed, version, ...rest } = plan;
  expect(savePlan({ ...rest, version, seed }, folder)).toBe(file);
  expect(statSync(file, { bigint: true })).toMatchObject({ ino, mtimeNs });
  expect(readdirSync(folder)).toEqual([path.basename(file)]);
});

test('a file that was changed by hand, or is no plan at all, is left as it is', () => {
  const file = savePlan(plan, folder);
  for (const text of ['{}', '{"vers']) {
    writeFileSync(file, text);
    const other = savePlan(plan, folder);
    expect(other).not.toBe(file);
    expect(loadPlan(other, shop)).toEqual(plan);
    expect(readFileSync(file, 'utf8')).toBe(text);
  }
  expect(readdirSync(folder)).toHaveLength(2);
});

test('canonical JSON depends on values only', () => {
  expect(canonicalJson({ b: [2, { d: 1, c: null }], a: undefined })).toBe('{"b":[2,{"c":null,"d":1}]}');
});
