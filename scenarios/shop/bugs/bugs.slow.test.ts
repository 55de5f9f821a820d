/** A bug is a mistake of thought: the compiler must have nothing against it. Whether it is found: `npm run zoo`. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { patchedSources } from '../../../harness/bugs/patch.ts';
import { shopBugs } from './index.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'bug-'));
  // Packages of a service are many, and what its tests have in common knows more than is copied.
  const isNeeded = (file: string) =>
    !file.endsWith('.test.ts') && !['node_modules', 'testing'].includes(path.basename(file));
  cpSync(`${root}services`, `${folder}/services`, { recursive: true, filter: isNeeded });
  for (const file of ['package.json', 'tsconfig.json']) cpSync(root + file, `${folder}/${file}`);
  symlinkSync(`${root}node_modules`, `${folder}/node_modules`);
});
afterEach(() => rmSync(folder, { recursive: true }));

test.each(shopBugs.map((bug) => [bug.name, bug] as const))('%s compiles', (_name, bug) => {
  for (const [file, source] of patchedSources(bug, root)) writeFileSync(`${folder}/${file}`, source);
  const tsc = spawnSync(`${root}node_modules/.bin/tsc`, ['--noEmit', '-p', folder], { encoding: 'utf8' });
  expect(tsc.stdout).toBe('');
  expect(tsc.status).toBe(0);
});
