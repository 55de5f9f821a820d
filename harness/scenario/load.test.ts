/** A scenario that cannot be had is one line that says why. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadScenario, ScenarioError } from './load.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'scenario-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const whole = `{ name: 'x', services: { api: {} }, workload() {}, invariants: [], stores: {}, size: { usual: 1, of: 'things' } }`;

test.each([
  ['nothing', 'export const x = 1;', /it has no default export$/],
  ['no object', 'export default 5;', /its default export is not a scenario$/],
  ['no services', 'export default { name: "x" };', /it has no services$/],
  ['a bad name', 'export default { name: "Big Shop" };', /must be a word in small letters, not "Big Shop"$/],
  ['no workload', 'export default { name: "x", services: { api: {} } };', /it has no workload$/],
  [
    'an error',
    'throw new Error("first line\\nsecond line");',
    /cannot be loaded: first line \(an-error\.mjs:1\)$/,
  ],
  [
    'a missing file',
    '\nimport "./nowhere.mjs";',
    /cannot be loaded: Cannot find module '.*nowhere\.mjs' imported from .*a-missing-file\.mjs( \(a-missing-file\.mjs:2\))?$/,
  ],
  ['an end', 'process.exit(0);', /cannot be loaded: it calls process\.exit\(0\) \(an-end\.mjs:1\)$/],
])('%s', async (name, text, message) => {
  const file = path.join(folder, `${name.replaceAll(' ', '-')}.mjs`);
  writeFileSync(file, text);
  const error = await loadScenario(file).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(ScenarioError);
  expect((error as Error).message).toMatch(message);
});

test('no file, and no file but a folder', async () => {
  await expect(loadScenario(path.join(folder, 'none.mjs'))).rejects.toThrow(/there is no scenario/);
  await expect(loadScenario(folder)).rejects.toThrow(/is not a file$/);
});

test('its root is the nearest folder with a package.json', async () => {
  const deep = path.join(folder, 'project', 'test');
  mkdirSync(deep, { recursive: true });
  writeFileSync(path.join(folder, 'project', 'package.json'), '{}');
  const file = path.join(deep, 'whole.mjs');
  writeFileSync(file, `export default ${whole};`);
  expect(await loadScenario(file)).toMatchObject({
    file,
    root: path.join(folder, 'project'),
    scenario: { name: 'x' },
  });
});
