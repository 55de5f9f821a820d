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

const api = (more = '') => `{ entry: 'api.js', instances: 1, env: () => ({}), ${more} }`;
const whole = (service = api(), usual = '1') =>
  `{ name: 'x', services: { api: ${service} }, workload() {}, invariants: [], stores: {}, size: { usual: ${usual}, of: 'things' } }`;

test.each([
  ['nothing', 'export const x = 1;', /it has no default export$/],
  ['no object', 'export default 5;', /its default export is not a scenario$/],
  ['no services', 'export default { name: "x" };', /it has no services$/],
  ['a bad name', 'export default { name: "Big Shop" };', /must be a word in small letters, not "Big Shop"$/],
  ['no workload', `export default { name: "x", services: { api: ${api()} } };`, /it has no workload$/],
  ['no entry', `export default ${whole('{}')}`, /service api: its entry must name a file, not nothing$/],
  [
    'a range upside down',
    `export default ${whole(api('instances: [3, 1]'))}`,
    /service api: its instances must .* not \[3,1\]$/,
  ],
  ['half an instance', `export default ${whole(api('instances: 1.5'))}`, /its instances must .* not 1\.5$/],
  [
    'a port in words',
    `export default ${whole(api('port: "80"'))}`,
    /its port must be a whole number, not "80"$/,
  ],
  ['no env', `export default ${whole(api('env: {}'))}`, /its env must be a function/],
  [
    'a size in words',
    `export default ${whole(api(), '"30"')}`,
    /its usual size must be a whole number from 1, not "30"$/,
  ],
  [
    'an engine in capitals',
    `export default { ...${whole()}, live: { engines: { queue: { says: '', address: { flag: 'Broker' } } } } }`,
    /an engine must be named by small letters, and so its flag, not 'Broker'$/,
  ],
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

test('of a folder it is groundhog.config.ts, or else index.ts', async () => {
  const [both, one] = ['both', 'one'].map((name) => path.join(folder, name)) as [string, string];
  for (const [inside, name] of [
    [both, 'groundhog.config.ts'],
    [both, 'index.ts'],
    [one, 'index.ts'],
  ] as const) {
    mkdirSync(inside, { recursive: true });
    writeFileSync(path.join(inside, name), `export default ${whole()};`);
  }
  expect((await loadScenario(both)).file).toBe(path.join(both, 'groundhog.config.ts'));
  expect((await loadScenario(one)).file).toBe(path.join(one, 'index.ts'));
});

test('no file, and no file but a folder', async () => {
  await expect(loadScenario(path.join(folder, 'none.mjs'))).rejects.toThrow(/there is no scenario/);
  await expect(loadScenario(folder)).rejects.toThrow(
    /is a folder, and in it is neither groundhog.config.ts nor index.ts$/,
  );
});

test('its root is the nearest folder with a package.json', async () => {
  const deep = path.join(folder, 'project', 'test');
  mkdirSync(deep, { recursive: true });
  writeFileSync(path.join(folder, 'project', 'package.json'), '{}');
  const file = path.join(deep, 'whole.mjs');
  writeFileSync(file, `export default ${whole()};`);
  expect(await loadScenario(file)).toMatchObject({
    file,
    root: path.join(folder, 'project'),
    scenario: { name: 'x' },
  });
});
