/** What all processes share keeps no state: with it and without it a history is the same. */
import { afterAll, expect, test } from 'vitest';
import { Project, runPrograms } from './lab.ts';

const projects: Project[] = [];
const project = (files: Record<string, string>): Project => {
  const made = new Project(files);
  projects.push(made);
  return made;
};
afterAll(() => {
  for (const made of projects) made.remove();
});

const packageOf = (name: string, source: string): Record<string, string> => ({
  [`node_modules/${name}/package.json`]: `{"name":"${name}","main":"index.js"}`,
  [`node_modules/${name}/index.js`]: source,
});

test('a service on Express does the same with a copy each of what is shared otherwise', async () => {
  const { bundle } = await import('./program.ts');
  const program = await bundle('sim/node/process/testing/express.ts');
  const way = (sharing: boolean) =>
    runPrograms({
      programs: { a: program, b: program },
      env: (NAME) => ({ NAME }),
      sharing,
      plan: (world, start) => {
        world.after(500, 'crash', () => world.host('a').crash(true));
        world.after(600, 'restart', () => start('a'));
      },
    });
  const shared = await way(true);
  expect(shared.failure).toBeNull();
  expect(shared.lines).toContain('a: a 200 application/json; charset=utf-8 Not Found');
  const { hash, lines } = await way(false);
  expect(shared).toMatchObject({ hash, lines });
});

const SHARED = packageOf('statuses', 'let n = 0; exports.table = { a: 1 }; exports.count = () => ++n;');

test('it is one copy for all, told apart by nobody', async () => {
  const program = await project({
    ...SHARED,
    'main.mjs': `import { createRequire } from 'node:module';
      import statuses, { table } from 'statuses';
      const require = createRequire(import.meta.url);
      console.log(require('statuses') === statuses, statuses.table === table, JSON.stringify(table), statuses.count());`,
  }).bundle('main.mjs');
  const { lines } = await runPrograms({ programs: { a: program, b: program } });
  expect(lines.sort()).toEqual(['a: true true {"a":1} 1', 'b: true true {"a":1} 2']);
});

test.each([
  'statuses.table.b = 1',
  'delete statuses.table.a',
  'statuses.more = 1',
  'Object.freeze(statuses.table)',
])('who writes into it escapes: %s', async (write) => {
  const program = await project({
    ...SHARED,
    'main.cjs': `const statuses = require('statuses'); ${write}; console.log('never');`,
  }).bundle('main.cjs');
  const { lines, failure } = await runPrograms({ programs: { a: program } });
  expect(failure?.kind).toBe('escaped');
  expect(failure?.message).toMatch(/reached for the one copy of .*statuses\/index\.js, to write into it/);
  expect(lines.join()).not.toContain('never');
});

test('a version that needs more than its own files is not shared', async () => {
  const program = await project({
    ...packageOf('statuses', `exports.n = 0; exports.host = require('node:os').hostname();`),
    'main.cjs': `const statuses = require('statuses'); console.log(++statuses.n, statuses.host);`,
  }).bundle('main.cjs');
  const { lines } = await runPrograms({ programs: { a: program, b: program } });
  expect(lines.sort()).toEqual(['a: 1 a', 'b: 1 b']);
});
