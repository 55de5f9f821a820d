import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { annotationsOf } from './annotations.ts';
import { junitOf } from './junit.ts';
import { readKnown, sorted, withNew, writeKnown } from './known.ts';
import type { ShrunkRow } from './result.ts';
import { failedOf, headOf, shrunkOf } from './testing/rows.ts';
import { type Group, Triage } from './triage.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'known-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const file = () => path.join(folder, 'deep', 'known.json');

/** Seeds that broke one invariant, each shrunk to one of these fingerprints, or not shrunk. */
function groupsOf(fingerprints: (string | null)[], more: Partial<ShrunkRow> = {}): Group[] {
  const triage = new Triage();
  fingerprints.forEach((fingerprint, seed) => {
    const row = failedOf(seed);
    triage.add(row, headOf());
    if (fingerprint !== null) triage.addShrunk(shrunkOf(row, fingerprint, more), headOf(), 'results/a.jsonl');
  });
  return triage.groups();
}

const namesOf = (groups: readonly { fingerprint: string | null }[]) =>
  groups.map(({ fingerprint }) => fingerprint);

test('what occurs is put into a file, and is known from then on; what does not occur is said to be gone', () => {
  const groups = groupsOf(['a1', 'b2']);
  writeKnown(file(), 'shop', withNew([], groups));
  const known = readKnown(file(), 'shop');
  expect(namesOf(known)).toEqual(['a1', 'b2']);
  expect(sorted(groups, known)).toMatchObject({ unknown: [], gone: [] });
  const later = sorted(groupsOf(['b2', 'c3']), known);
  expect([later.known, later.unknown, later.gone].map(namesOf)).toEqual([['b2'], ['c3'], ['a1']]);
  expect(namesOf(withNew(known, groupsOf(['b2', 'c3'])))).toEqual(['a1', 'b2', 'c3']);
});

test('a known one is not said to be gone where others of its kind were not looked into', () => {
  const known = withNew([], groupsOf(['a1', 'b2']));
  expect(sorted(groupsOf(['b2', null]), known).gone).toEqual([]);
});

test('of those that were not shrunk nothing is known unless it is of all that are of their kind', () => {
  const known = withNew([], groupsOf(['a1', 'b2']));
  expect(sorted(groupsOf(['a1', 'b2', null]), known).unknown).toEqual([]);
  expect(namesOf(sorted(groupsOf(['a1', 'c3', null]), known).unknown)).toEqual([null, 'c3']);
  expect(namesOf(sorted(groupsOf([null]), known).unknown)).toEqual([null]);
});

test('a file that is not there, is of another scenario, or is something else, is one clear line', () => {
  expect(() => readKnown(file(), 'shop')).toThrow(/there is no file .*--update-known makes it/);
  expect(readKnown(file(), 'shop', true)).toEqual([]);
  writeKnown(file(), 'shop', []);
  expect(() => readKnown(file(), 'jobs')).toThrow(/of the scenario 'shop', and this is 'jobs'/);
  for (const [text, message] of [
    ['{"format":"x"}', /no list of known failures/],
    ['{', /cannot be read as JSON/],
  ] as const) {
    writeFileSync(file(), text);
    expect(() => readKnown(file(), 'shop')).toThrow(message);
  }
});

const EVIL = 'a "quoted" <b> & \u0000 50%: x\ny';

test('JUnit has a case for each that holds and each group, and whatever is said stays text', () => {
  const found = sorted(groupsOf(['a1', 'b2'], { sentence: EVIL }), withNew([], groupsOf(['b2'])));
  const invariants = [{ name: 'one-charge' }, { name: 'no <b>' }];
  const xml = junitOf({ ...found, scenario: 'shop', invariants, seeds: 2, wallMs: 1500 });
  expect(xml).toContain('<testsuite name="shop" tests="3" failures="1" errors="0" skipped="1" time="1.500">');
  expect(xml).toContain('<testcase classname="shop" name="no &lt;b&gt;"/>');
  expect(xml).toContain(
    'name="one-charge, order a1"><failure type="violated" message="a &quot;quoted&quot; ',
  );
  expect(xml).toContain('name="one-charge, order b2"><skipped message="known: a &quot;quoted&quot; ');
  expect(xml).toContain('npm run sim -- --plan plans/seed-0.json');
  expect(xml).not.toContain('<b>');
  expect(xml).not.toContain('\u0000');
});

test('an annotation is one line, whatever is said', () => {
  const known = withNew([], groupsOf(['b2', 'c3']));
  const lines = annotationsOf(sorted(groupsOf(['a1', 'b2'], { sentence: EVIL }), known));
  expect(lines.map((line) => line.slice(0, line.indexOf('::', 2)))).toEqual([
    '::error title=one-charge%2C order a1',
    '::notice title=known%3A one-charge%2C order b2',
    '::notice title=known%2C and did not occur%3A one-charge c3',
  ]);
  expect(lines.join('')).not.toContain('\n');
  expect(lines[0]).toContain('50%25: x%0Ay%0A1 seed%0Areplay: npm run sim -- --plan plans/seed-0.json');
});
