/** The command as a user meets it: a process, its flags, its output and its exit code. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Explanation } from '../../../harness/explanation/index.ts';
import { LOST_WRITE } from '../../system/testing/notes/lost-write.ts';
import { EXIT } from './exit-codes.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'explain-'));
afterAll(() => rmSync(folder, { recursive: true }));

const NOTES = ['--scenario', 'sim/system/testing/notes/scenario.ts'];
const node = ['--import', './harness/early-interrupt.mjs', '--import', 'tsx', 'sim/command/explain/cli.ts'];

function explain(...flags: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...node, ...flags], { encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr };
}

const file = path.join(folder, 'plan.json');
writeFileSync(file, JSON.stringify(LOST_WRITE));

test('a plan that fails is explained, as data; one that passes is told plainly, and one that is none in one line', () => {
  const { code, out, err } = explain(...NOTES, file, '--bug', 'not-durable', '--quick', '--json');
  expect(err).toContain('saved without a bug, runs with bug not-durable');
  expect(code).toBe(EXIT.explained);
  const told = JSON.parse(out) as Explanation;
  expect(told).toMatchObject({
    format: 'groundhog-explanation',
    bug: 'not-durable',
    violation: { invariant: 'acknowledged notes are kept', subject: 'notes n0' },
    plan: LOST_WRITE,
  });
  expect(told.commands.replay).toContain(`--plan ${file} --bug not-durable`);
  expect(explain(...NOTES, file, '--quick')).toMatchObject({
    code: EXIT.passes,
    out: '',
    err: expect.stringMatching(/^explain: the plan passes: there is nothing to explain \(trace \w{16}\)\n$/),
  });
  const none = path.join(folder, 'none.json');
  expect(explain(...NOTES, none)).toEqual({
    code: EXIT.usage,
    out: '',
    err: `explain: cannot read plan ${none}: ENOENT\n`,
  });
  expect(explain(...NOTES)).toMatchObject({
    code: EXIT.usage,
    err: "error: missing required argument 'plan'\n",
  });
});
