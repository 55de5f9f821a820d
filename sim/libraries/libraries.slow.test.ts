/**
 * Runs each library as processes of the simulator. `docs/libraries.md` shows what is measured here: with WRITE_LIBRARIES=1
 * its table is written anew.
 */
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LIBRARIES, type Library } from './list.ts';
import { type Measured, measure } from './measure.ts';
import { DOC, pageWith, tableOf } from './table.ts';

const measured = new Map<Library, Promise<Measured>>();
function measureOnce(library: Library): Promise<Measured> {
  const promise = measured.get(library) ?? measure(library);
  measured.set(library, promise);
  return promise;
}

test.each(LIBRARIES.map((library) => [library.name, library] as const))('%s', async (_name, library) => {
  const { outcome, same } = await measureOnce(library);
  expect(outcome.failed).toBeUndefined();
  if (library.refused === undefined) expect(outcome.refused).toBeUndefined();
  else {
    expect(outcome.refused).toContain(library.refused);
    expect(outcome.refused).toMatch(/libraries\/entries\/[\w.-]+:\d+/);
  }
  for (const [how, isSame] of Object.entries(same)) expect(isSame, `the same run ${how}`).toBe(true);
});

test('the table in the documentation is what was measured', async () => {
  const all: Measured[] = [];
  for (const library of LIBRARIES) all.push(await measureOnce(library));
  const { is, shouldBe } = pageWith(tableOf(all));
  if (process.env.WRITE_LIBRARIES) writeFileSync(DOC, shouldBe);
  else expect(is).toBe(shouldBe);
});
