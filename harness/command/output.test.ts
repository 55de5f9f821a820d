import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import seedrandom from 'seedrandom';
import { afterAll, expect, test } from 'vitest';
import { sampleResult } from '../../reports/load/sample.ts';
import { prepareDirectory, writeResult } from './output.ts';

const dir = mkdtempSync(path.join(tmpdir(), 'output-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const result = sampleResult(seedrandom('output'));

test('a directory is made with its parents, and takes a page and its figures', () => {
  const deep = path.join(dir, 'a', 'b');
  prepareDirectory(deep);
  prepareDirectory(deep);
  expect(existsSync(writeResult(result, deep))).toBe(true);
  expect(
    readdirSync(deep)
      .map((name) => path.extname(name))
      .sort(),
  ).toEqual(['.html', '.json']);
});

test('a file in the place of the directory is known before the run', () => {
  const file = path.join(dir, 'file');
  writeFileSync(file, '');
  expect(() => prepareDirectory(file)).toThrow(/nothing can be written to .*: it is no directory/);
  expect(() => prepareDirectory(path.join(file, 'below'))).toThrow(/nothing can be written/);
});

test.skipIf(!existsSync('/proc/self'))('a place that takes no directories is told at once', () => {
  expect(() => prepareDirectory('/proc/none/such')).toThrow(/nothing can be written to \/proc/);
});

// /dev/full is Linux's own full disk.
test.skipIf(!existsSync('/dev/full'))(
  'a full disk is told in one line, and no half of a file is left',
  () => {
    const full = path.join(dir, 'full');
    prepareDirectory(full);
    const name = `load-${result.startedAt.replaceAll(':', '-').replace(/\..*/, '')}.json`;
    symlinkSync('/dev/full', path.join(full, name));
    expect(() => writeResult(result, full)).toThrow(/cannot be written: the disk is full$/);
    expect(readdirSync(full)).toEqual([]);
  },
);
