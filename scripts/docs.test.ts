/** Docs that cannot rot: what the README shows is what is there. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { EXIT as LOAD_EXIT } from '../harness/run/verdict.ts';
import { EXIT as REPORT_EXIT } from '../reports/exit-codes.ts';
import { EXIT as SIM_EXIT } from '../sim/command/exit-codes.ts';
import { EXIT as EXPLAIN_EXIT } from '../sim/command/explain/exit-codes.ts';

const root = new URL('../', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, root), 'utf8');
const readme = read('README.md');
const scripts = JSON.parse(read('package.json')).scripts as Record<string, string>;

/** What differs from machine to machine: the wall time and the ratio made of it. */
const withoutWallTime = (text: string) => text.replaceAll(/in [\d.]+ s \(\d+×\)/g, 'in … s (…×)');

test('the run that the README shows is what its seed prints, and the seed that it has one run', () => {
  const [, seed, shown] = readme.match(/<!-- sim:(\d+) -->\n```\n([\s\S]*?)```/)!;
  const printed = execFileSync(process.execPath, ['--import', 'tsx', 'sim/cli.ts', '--seed', seed!], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(withoutWallTime(shown!)).toBe(withoutWallTime(printed));
  expect(readme).toContain(`npm run sim -- --seed ${seed} `);
});

test.each([
  ['sim', 'docs/campaigns.md', SIM_EXIT],
  ['explain', 'docs/explanation.md', EXPLAIN_EXIT],
  ['load', 'docs/load.md', LOAD_EXIT],
  ['report', 'docs/campaigns.md', REPORT_EXIT],
])('every exit code of %s is in the table of %s', (name, page, exit) => {
  const table = read(page)
    .split(`Exit codes of \`${name}\``)[1]!
    .split(/\n## |\nExit codes of/)[0]!;
  const codes = [...table.matchAll(/^\| (\d+) \|/gm)].map((m) => Number(m[1]));
  expect(codes).toEqual(Object.values(exit));
});

const pages = readdirSync(new URL('docs/', root))
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/${name}`);

test.each(['README.md', 'CONTRIBUTING.md', ...pages])('the scripts and files that %s names exist', (file) => {
  const text = read(file);
  for (const [, name] of text.matchAll(/npm run ([a-z]+)/g)) expect(Object.keys(scripts)).toContain(name);
  const paths = [
    ...text.matchAll(/`((?:sim|scenarios|services|harness|reports|scripts|init|doctor|docs)\/[\w./-]+)`/g),
  ].map((m) => m[1]!);
  for (const path of paths) expect(existsSync(new URL(path, root)), path).toBe(true);
});
