/** A command without its scenario ends with one line, and with the hint at `init` only where that helps. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TSX } from '../called.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'given-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function given(...flags: string[]) {
  const option = new URL('./option.ts', import.meta.url).href;
  const script = `import(${JSON.stringify(option)}).then((m) => m.scenarioGiven('sim', 2))`;
  const args = ['--import', TSX, '--eval', script, '--', ...flags];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  return { code: status, err: stderr };
}

test('none, another that is none, and one that is broken', () => {
  expect(given()).toEqual({
    code: 2,
    err: 'sim: there is no scenario groundhog.config.ts; npm run init writes a first one\n',
  });
  expect(given('--scenario', 'other.ts')).toEqual({ code: 2, err: 'sim: there is no scenario other.ts\n' });
  writeFileSync(
    path.join(folder, 'groundhog.config.ts'),
    "export default {\n  name: 'x'\n  services: {},\n};\n",
  );
  expect(given()).toEqual({
    code: 2,
    err: 'sim: scenario groundhog.config.ts cannot be loaded: Expected "}" but found "services" (groundhog.config.ts:3)\n',
  });
});

test('an entry that is not there', () => {
  const file = path.join(folder, 'lost.mjs');
  writeFileSync(
    file,
    `export default { name: 'x', services: { api: { entry: 'gone.js', instances: 1, env: () => ({}) } }, workload() {},
      invariants: [], stores: {}, size: { usual: 1, of: 'things' } };`,
  );
  expect(given('--scenario', file)).toEqual({
    code: 2,
    err: `sim: service api: there is no entry file gone.js; it is named from ${folder}\n`,
  });
});
