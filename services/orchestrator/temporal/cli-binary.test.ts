import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { cliAtHand } from './cli-binary.ts';

const dir = mkdtempSync(path.join(os.tmpdir(), 'cli-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function file(name: string, mode: number): string {
  const at = path.join(dir, name);
  mkdirSync(path.dirname(at), { recursive: true });
  writeFileSync(at, '');
  chmodSync(at, mode);
  return at;
}

test('the binary is the one that is named, else the first on the path that can be run', () => {
  const named = file('named', 0o755);
  const found = file('b/temporal', 0o755);
  mkdirSync(path.join(dir, 'a/temporal'), { recursive: true });
  const PATH = ['a', 'none', 'b'].map((folder) => path.join(dir, folder)).join(path.delimiter);
  expect(cliAtHand({ PATH })).toBe(found);
  expect(cliAtHand({ PATH, TEMPORAL_CLI: named })).toBe(named);
  expect(cliAtHand({ PATH: path.join(dir, 'none') })).toBeUndefined();
});

test('one that is named and is none is a mistake, not a reason to look elsewhere', () => {
  const TEMPORAL_CLI = path.join(dir, 'absent');
  expect(() => cliAtHand({ TEMPORAL_CLI })).toThrow(`TEMPORAL_CLI says ${TEMPORAL_CLI}, which cannot be run`);
});
