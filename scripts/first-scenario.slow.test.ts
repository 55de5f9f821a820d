/** The steps of `docs/first-scenario.md`, in an empty folder, with the package as it is packed. Needs npm's registry. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { withTempDir } from './temp-dir.ts';

const root = path.resolve(import.meta.dirname, '..');
const page = readFileSync(path.join(root, 'docs/first-scenario.md'), 'utf8');

/** In order: a file to be written, or commands to be run, the last of which may be meant to fail. */
const STEP = /(?:\*\*`(?<file>[^`]+)`\*\*\n\n```\w+|```sh(?<fails> fails)?)\n(?<text>[\s\S]*?)```/g;

function run(cwd: string, command: string) {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { cwd, encoding: 'utf8' });
  return { command, status, told: `${stdout}\n${stderr}` };
}

test('every command and file of the first scenario', async () => {
  await withTempDir('first-scenario', (dir) => {
    const packed = spawnSync('npm', ['pack', '--json', '--pack-destination', dir], {
      cwd: root,
      encoding: 'utf8',
    });
    const [{ filename }] = JSON.parse(packed.stdout);
    let folder = dir;
    const told: string[] = [];
    for (const { groups } of page.matchAll(STEP)) {
      const { file, fails, text } = groups as { file?: string; fails?: string; text: string };
      if (file !== undefined) writeFileSync(path.join(folder, file), text);
      else
        for (const line of text.trim().split('\n')) {
          const [, into] = /^mkdir (\w+) && cd \1$/.exec(line) ?? [];
          if (into !== undefined) {
            folder = path.join(dir, into);
            mkdirSync(folder);
            continue;
          }
          const result = run(
            folder,
            line.replace('--save-dev groundhog', `--save-dev ${path.join(dir, filename)}`),
          );
          expect(result).toMatchObject({ status: fails === undefined ? 0 : 1 });
          told.push(result.told);
        }
    }
    expect(told.find((text) => text.includes('replay:'))).toMatch(
      /unique bookings by seat .* has the same seat as/,
    );
    expect(told.at(-1)).toContain('50 seeds: 50 passed');
  });
});
