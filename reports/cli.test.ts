/** The command as a user meets it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { NODE_FLAGS } from '../harness/called.ts';
import { headOf, rowOf } from '../harness/campaign/testing/rows.ts';
import { EXIT } from './exit-codes.ts';
import { plain } from './explain/pack.ts';
import { sampleExplanation } from './explain/testing/sample.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'report-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function report(...given: string[]) {
  const args = [...NODE_FLAGS, 'reports/cli.ts', ...given];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('a file that is not there is one clear line', () => {
  expect(report('nowhere.json')).toEqual({
    status: EXIT.usage,
    stdout: '',
    stderr: 'report: there is no file nowhere.json\n',
  });
});

test('an explanation that was kept as data is drawn again, unless it is of another version', () => {
  const file = path.join(folder, 'seed-7.json');
  const page = path.join(folder, 'seed-7.html');
  writeFileSync(file, JSON.stringify(plain(sampleExplanation())));
  expect(report(file)).toEqual({ status: EXIT.drawn, stdout: `report: ${page}\n`, stderr: '' });
  expect(readFileSync(page, 'utf8')).toContain('<h1>Order ORD-7 was charged twice</h1>');
  writeFileSync(file, JSON.stringify({ ...plain(sampleExplanation()), version: 0 }));
  const { status, stderr } = report(file);
  expect(status).toBe(EXIT.usage);
  expect(stderr).toMatch(/^report: \S+ is an explanation of version 0, and this draws version 1: .*\n$/);
});

test('folders alone are no earlier campaigns', () => {
  const file = path.join(folder, '1-of-1.jsonl');
  writeFileSync(file, [headOf({ runs: 1 }), rowOf(1)].map((line) => `${JSON.stringify(line)}\n`).join(''));
  expect(report(file, '--against', folder)).toEqual({
    status: EXIT.usage,
    stdout: '',
    stderr: `report: there is no file of results among ${folder}\n`,
  });
});
