/** What files load, told by example: addons, peers, modules of Node's that are refused. */
import { expect, test } from 'vitest';
import { importFindings, type LoadedFile } from './imports.ts';

const loaded = (file: string, imports: Record<string, string | null>): LoadedFile => ({
  file,
  imports: Object.entries(imports).map(([name, to]) => ({ name, file: to })),
});
const refused = new Map([['worker_threads', ['Worker']]]);
const found = (...files: LoadedFile[]) =>
  importFindings('api', '/app', files, refused).map(
    ({ level, says, toDo = '' }) => `${level} ${says} -- ${toDo}`,
  );

test('how much is loaded, of whom', () => {
  expect(found(loaded('/app/a.js', {}), loaded('/app/node_modules/x/x.js', {}))).toEqual([
    'ok 1 files of yours and 1 of packages are loaded -- ',
  ]);
});

test('a package that brings an addon, by how it loads it, and what to use instead', () => {
  const bcrypt = '/app/node_modules/bcrypt/bcrypt.js';
  expect(
    found(
      loaded('/app/a.js', { bcrypt }),
      loaded(bcrypt, { 'node-gyp-build': '/app/node_modules/node-gyp-build/i.js' }),
      loaded('/app/node_modules/@x/sharp/lib/i.js', { '../build/sharp.node': null }),
    ).slice(1),
  ).toEqual([
    'warn bcrypt brings a native addon -- an addon is refused when it is loaded: use bcryptjs',
    expect.stringMatching(
      /^warn @x\/sharp brings a native addon -- an addon is refused when it is loaded: load it only/,
    ),
  ]);
});

test('a peer that is missing, named by the file that loads its client', () => {
  expect(found(loaded('/app/src/cache.js', { ioredis: '/app/node_modules/ioredis/index.js' }))[1]).toMatch(
    /^warn src\/cache\.js loads ioredis, which talks to a Redis -- the simulator has none/,
  );
});

test('what is refused is told of own code; packages may never call it', () => {
  expect(found(loaded('/app/node_modules/pino/p.js', { worker_threads: null }))).toHaveLength(1);
  expect(found(loaded('/app/a.js', { 'node:worker_threads': null }))[1]).toBe(
    'warn a.js imports worker_threads -- refused when it is called: Worker',
  );
});

test('what a package cannot find may be optional; what own code cannot find is not there', () => {
  expect(found(loaded('/app/node_modules/mongodb/m.js', { kerberos: null }))).toHaveLength(1);
  expect(found(loaded('/app/a.js', { kerberos: null }))[1]).toMatch(/^fail a\.js imports 'kerberos'/);
});
