import { transformSync } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { allInvariants } from '../../harness/invariants/index.ts';
import { allBugs } from './index.ts';
import { patchedSources } from './plant.ts';

describe.each(allBugs.map((bug) => [bug.name, bug] as const))('%s', (_name, bug) => {
  test('still applies, to services only, and what comes out can be loaded', () => {
    for (const [file, source] of patchedSources(bug)) {
      expect(file).toMatch(/^services\/.*\.ts$/);
      expect(transformSync(source, { loader: 'ts', format: 'esm' }).code).not.toBe('');
    }
  });

  test('is told, and names invariants that exist', () => {
    const known = new Set(allInvariants.map((i) => i.name));
    for (const name of bug.caughtBy) expect(known).toContain(name);
    expect(bug.caughtBy.length).toBeGreaterThan(0);
    for (const says of [bug.why, bug.exposedBy]) expect(says).toMatch(/^[A-Z].*\.$/);
  });
});

test('each bug is another one', () => {
  for (const of of ['name', 'why', 'exposedBy'] as const)
    expect(new Set(allBugs.map((bug) => bug[of])).size).toBe(allBugs.length);
  expect(new Set(allBugs.map(({ edits }) => JSON.stringify(edits))).size).toBe(allBugs.length);
});
