import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { allInvariants } from '../../harness/invariants/index.ts';
import { allBugs } from './index.ts';
import { patchedSource } from './plant.ts';

test.each(allBugs.map((bug) => [bug.name, bug] as const))('%s still applies', (_name, bug) => {
  expect(existsSync(new URL(`../../${bug.file}`, import.meta.url))).toBe(true);
  expect(bug.file).toMatch(/^services\//);
  expect(patchedSource(bug)).toContain(bug.replace);
});

test('bugs name invariants that exist, and have names of their own', () => {
  const known = new Set(allInvariants.map((i) => i.name));
  for (const bug of allBugs) for (const name of bug.caughtBy) expect(known, bug.name).toContain(name);
  expect(new Set(allBugs.map((b) => b.name)).size).toBe(allBugs.length);
});
