import { execFile } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { withTempDir } from './temp-dir.ts';

function same(...flags: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const args = ['--import', 'tsx', 'scripts/same.ts', ...flags];
    execFile(process.execPath, args, (error, out, err) =>
      resolve({ code: Number(error?.code ?? 0), out, err }),
    );
  });
}

test('a Node that gives another hash is told, with the seed, and ends it with 1; one that gives the same does not', async () => {
  await withTempDir('other-node', async (folder) => {
    const other = path.join(folder, 'node');
    writeFileSync(
      other,
      `#!/bin/sh\n[ "$1" = --version ] && exec echo v99.1.2\n"${process.execPath}" "$@" | sed 's/"1":"passed ./"1":"passed -/'\n`,
    );
    chmodSync(other, 0o755);
    const flags = ['--seeds', '2', '--orders', '1', '--node', process.execPath, other];
    const { code, out } = await same(...flags);
    expect(out).toMatch(new RegExp(`^Node ${process.versions.node} +0 of 2 differ$`, 'm'));
    expect(out).toMatch(/^Node 99.1.2 +1 of 2 differ\n {2}seed 1$/m);
    expect(code).toBe(1);
  });
}, 240_000);

test('bad usage is one clear line and exit code 2', async () => {
  const { code, err } = await same('--nodes', 'newest');
  expect(err.trim()).toBe(
    "error: option '--nodes <versions>' argument 'newest' is invalid. expected versions such as 20,22.12,24.",
  );
  expect(code).toBe(2);
});
