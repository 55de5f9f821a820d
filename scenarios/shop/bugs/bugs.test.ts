import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { patchedSources } from '../../../harness/bugs/patch.ts';
import { shopInvariants } from '../invariants/index.ts';
import { shopBugs } from './index.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

describe.each(shopBugs.map((bug) => [bug.name, bug] as const))('%s', (_name, bug) => {
  test('still applies, to services only, and what comes out can be loaded', () => {
    for (const [file, source] of patchedSources(bug, root)) {
      expect(file).toMatch(/^services\/.*\.ts$/);
      expect(transformSync(source, { loader: 'ts', format: 'esm' }).code).not.toBe('');
    }
  });

  test('is told, and names invariants that exist', () => {
    const known = new Set(shopInvariants.map((i) => i.name));
    for (const name of bug.caughtBy) expect(known).toContain(name);
    expect(bug.caughtBy.length).toBeGreaterThan(0);
    for (const says of [bug.why, bug.exposedBy]) expect(says).toMatch(/^[A-Z].*\.$/);
  });
});

test('each bug is another one', () => {
  for (const of of ['name', 'why', 'exposedBy'] as const)
    expect(new Set(shopBugs.map((bug) => bug[of])).size).toBe(shopBugs.length);
  expect(new Set(shopBugs.map(({ edits }) => JSON.stringify(edits))).size).toBe(shopBugs.length);
});
