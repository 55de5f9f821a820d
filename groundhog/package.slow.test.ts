/** The package as somebody gets it: packed, installed into an empty folder, and used. Needs npm's registry. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const versions = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const { mongodb } = versions.dependencies as Record<string, string>;
const { vitest, '@types/node': types } = versions.devDependencies as Record<string, string>;

const MOST_KB = 800;
const MOST_PACKAGES = 100;

let folder: string;
let tarball: string;
let sizeKb: number;

const npm = (cwd: string, ...args: string[]): string =>
  execFileSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel', 'error'], { cwd, encoding: 'utf8' });

/** An empty folder, but for what its package.json says. */
function emptyProject(name: string, manifest: object): string {
  const project = path.join(folder, name);
  mkdirSync(project);
  writeFileSync(path.join(project, 'package.json'), JSON.stringify(manifest));
  return project;
}

/** `node_modules/.bin` of the project, or else of here. */
function run(project: string, command: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync('npx', ['--no-install', command, ...args], {
    cwd: project,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { code: status, out: stdout, err: stderr };
}

let project: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'package-'));
  const [packed] = JSON.parse(npm(root, 'pack', '--json', '--pack-destination', folder));
  tarball = path.join(folder, packed.filename);
  sizeKb = packed.size / 1000;
  project = emptyProject('project', { type: 'module' });
  npm(project, 'install', tarball);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('it is small, it brings little, and nothing of the shop or of tests is in it', () => {
  const files = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' }).trim().split('\n');
  expect(files.filter((file) => /services\/|scenarios\/|\.test\.|\/testing\//.test(file))).toEqual([]);
  expect(sizeKb).toBeLessThan(MOST_KB);
  const installed = npm(project, 'ls', '--all', '--parseable').trim().split('\n').length - 1;
  expect(installed).toBeLessThan(MOST_PACKAGES);
});

test('publint and attw have nothing against it', () => {
  expect(run(root, 'publint', tarball, '--strict')).toMatchObject({ code: 0 });
  expect(run(root, 'attw', tarball, '--profile', 'esm-only')).toMatchObject({ code: 0 });
});

test('the command tells its commands, its version, and what it does not know', () => {
  const help = run(project, 'groundhog', '--help');
  for (const name of ['init', 'doctor', 'sim', 'explain', 'load', 'zoo', 'mcp', 'report'])
    expect(help.out).toMatch(new RegExp(`^  ${name} `, 'm'));
  expect(help.code).toBe(0);
  expect(run(project, 'groundhog', '--version')).toMatchObject({ code: 0, out: `${versions.version}\n` });
  expect(run(project, 'groundhog', 'simm')).toMatchObject({
    code: 2,
    err: expect.stringMatching(/Did you mean sim/),
  });
  expect(run(project, 'groundhog', 'sim')).toMatchObject({
    code: 2,
    err: 'sim: there is no scenario groundhog.config.ts; npx groundhog init writes a first one\n',
  });
});

test('from nothing to a first failing seed, its replay, and tests of it', async () => {
  cpSync(path.join(import.meta.dirname, 'testing/project'), project, { recursive: true });
  npm(project, 'install', `mongodb@${mongodb}`, `vitest@${vitest}`, `@types/node@${types}`);
  execFileSync(path.join(root, 'node_modules/.bin/tsc'), ['-p', project]);

  const few = ['--runs', '10', '--max-failures', '1', '--workers', '2', '--shrink-budget', '5s'];
  const found = run(project, 'groundhog', 'sim', ...few);
  expect(found.code).toBe(1);
  expect(found.out).toMatch(/^seed \d+ shrunk: \d+ faults? → \d+, /m);
  expect(found.out).toMatch(/acknowledged notes are kept at .* it is not in the store/);
  const [, flags] = found.out.match(
    /replay: npx groundhog sim (--plan .groundhog\/plans\/seed-(\d+)-\w+\.json)$/m,
  )!;
  const [replayed, again] = [1, 2].map(() => run(project, 'groundhog', 'sim', ...flags!.split(' ')));
  expect(replayed).toMatchObject({ code: 1, out: expect.stringMatching(/VIOLATED/) });
  expect(hashesOf(again!.out)).toBe(hashesOf(replayed!.out));

  const plan = flags!.split(' ')[1]!;
  mkdirSync(path.join(project, 'regressions'));
  cpSync(path.join(project, plan), path.join(project, 'regressions/lost.json'));
  writeFileSync(
    path.join(project, 'sim.test.ts'),
    `import { simulate } from 'groundhog/vitest';
import notes from './groundhog.config.ts';

simulate(notes, { seeds: 3, plans: 'regressions', workers: 2 });`,
  );
  const tested = run(project, 'vitest', 'run');
  expect(tested.code).toBe(1);
  expect(tested.out).toMatch(/seed 1\b/);
  expect(tested.out + tested.err).toContain('replay: npx groundhog sim --plan regressions/lost.json');
  expect(tested.out + tested.err).toMatch(/acknowledged notes are kept at/);

  // As CommonJS, which `npm init` makes of a project, the scenario and its history are the same.
  writeFileSync(
    path.join(project, 'package.json'),
    JSON.stringify({
      ...JSON.parse(readFileSync(path.join(project, 'package.json'), 'utf8')),
      type: 'commonjs',
    }),
  );
  expect(hashesOf(run(project, 'groundhog', 'sim', ...flags!.split(' ')).out)).toBe(hashesOf(again!.out));

  const loaded = run(
    project,
    'groundhog',
    'load',
    '--mongo',
    'model',
    '--rate',
    '5',
    '--duration',
    '1',
    '--warmup',
    '1',
  );
  expect(loaded.out).toMatch(/report: \.groundhog\/reports\/load-.*\.html/);

  const bin = path.join(project, 'node_modules/groundhog/dist/groundhog/bin.js');
  const child = spawn(process.execPath, [bin, 'sim', '--runs', '1000', '--workers', '1'], { cwd: project });
  child.stderr.once('data', () => child.kill('SIGINT'));
  expect(await once(child, 'exit')).toEqual([130, null]);
});

const hashesOf = (out: string): string => out.match(/trace {6}(\w{16} {3}history \w{16})/)![1]!;
