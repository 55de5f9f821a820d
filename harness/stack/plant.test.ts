import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { planting } from './plant.ts';
import { freePort } from './ports.ts';
import { Service } from './service.ts';

const root = mkdtempSync(path.join(tmpdir(), 'plant-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

writeFileSync(path.join(root, 'package.json'), '{"type":"module"}');
writeFileSync(path.join(root, 'word.ts'), "export const word: string = 'right';");
writeFileSync(
  path.join(root, 'api.ts'),
  `import http from 'node:http';
   import { word } from './word.ts';
   const brought = Object.keys(process.env).filter((name) => name.startsWith('GROUNDHOG'));
   http.createServer((_request, response) => response.end([word, ...brought].join())).listen(process.env.PORT);`,
);
writeFileSync(path.join(root, 'old.cjs'), "exports.word = 'right';");

const patch = (file: string, find = "'right'") => ({
  name: 'wrong',
  edits: [{ file, find, replace: "'wrong'" }],
});

test('a process has the bug in it, and does not know by what', async () => {
  const port = await freePort(new Set());
  const { preload, env } = planting(patch('word.ts'), root);
  const service = new Service({
    ...{ name: 'api-1', entry: path.join(root, 'api.ts'), cwd: root, port, preload },
    ...{ env: { PORT: String(port), ...env }, onLine: () => {}, onDeath: () => {} },
  });
  try {
    await service.start();
    expect(await (await fetch(service.url!)).text()).toBe('wrong');
  } finally {
    await service.stop();
  }
});

test('one that does not apply, or would not be noticed, is told at once', () => {
  expect(() => planting(patch('word.ts', 'left'), root)).toThrow('an edit applies 0 times to word.ts');
  expect(() => planting(patch('old.cjs'), root)).toThrow('old.cjs is CommonJS');
});
