// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the text of a scenario has templates.
/** What is found in projects as people write them, and what is written of it. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { EXIT, init } from './index.ts';
import { MadeProject } from './testing/made-project.ts';
import { bookings, guestbook, todos } from './testing/projects.ts';

const made: MadeProject[] = [];
afterEach(() => {
  for (const project of made.splice(0)) project.remove();
});

function project(files: Readonly<Record<string, string>>, packages: readonly string[] = []): MadeProject {
  const it = new MadeProject(files, packages);
  made.push(it);
  return it;
}

/** The text that was written, and what was said. */
async function written(files: Readonly<Record<string, string>>) {
  const { folder } = project(files);
  const { code, text: said } = await init({ root: folder });
  expect({ code, said }).toMatchObject({ code: EXIT.written });
  return { config: readFileSync(path.join(folder, 'groundhog.config.ts'), 'utf8'), said };
}

describe('of Express and Mongoose in CommonJS', () => {
  test('the entry, the port, the database, and routes under what their router is mounted on', async () => {
    const { config } = await written(todos);
    for (const part of [
      "name: 'todo-backend'",
      "entry: 'src/server.js'",
      'port: 5000,',
      'PORT: String(port)',
      "MONGODB_URI: withDatabase(mongoUri, 'todos', { w: 'majority' })",
      "'GET /health': { ask: () => ({ to: 'api', method: 'GET', path: '/health', retry: true }) }",
      "'DELETE /api/todos/:id'",
    ])
      expect(config).toContain(part);
  });

  test('bodies by what a route reads and its model says; what must be unique, and is kept', async () => {
    const { config } = await written(todos);
    for (const part of [
      'payload: { title: `title ${n}`, priority: 1 }',
      'payload: { name: `name ${pick(5)}` }',
      "{ kinds: ['POST /api/todos'], db: 'todos', coll: 'todos', by: ['title'] }",
      "invariant.unique({ db: 'todos', coll: 'lists', fields: ['name'] })",
      "{ db: 'todos', coll: 'todos', history: ['title', 'priority'] }",
    ])
      expect(config).toContain(part);
  });

  test('what it found is told apart from what it guessed', async () => {
    const { said } = await written(todos);
    const [, found, guessed] = /\nfound\n([\s\S]*)\nguessed\n([\s\S]*)\nnext\n/.exec(said)!;
    expect(found).toContain('src/server.js, by npm start; listens on 5000 (express, mongoose)');
    expect(guessed).toContain('the bodies of POST /api/todos');
  });
});

test('of Fastify and the driver in TypeScript: what the compiler makes is run from its source', async () => {
  const { config } = await written(bookings);
  for (const part of [
    "name: 'bookings'",
    "entry: 'src/index.ts'",
    'port: 8080,',
    "DATABASE_URL: withDatabase(mongoUri, 'bookings', { w: 'majority' })",
    "DB_NAME: 'bookings'",
    'payload: { room: `room ${pick(5)}`, day: `2024-02-0${1 + pick(5)}`, guest: `guest ${n}` }',
    "'GET /v1/bookings/:id'",
    "fields: ['room', 'day']",
  ])
    expect(config).toContain(part);
});

test('of Koa: its entry by main, and what its command sets', async () => {
  const { config } = await written(guestbook);
  for (const part of [
    "entry: 'lib/index.js'",
    'port: 3000,',
    "MONGO_URL: withDatabase(mongoUri, 'guestbook', { w: 'majority' })",
    "NODE_ENV: 'production'",
    "'POST /entries'",
    'payload: { author: `author ${n}`, text: `text ${n}` }',
    "coll: 'entries'",
  ])
    expect(config).toContain(part);
});

test('workspaces are services that know each other; what neither listens nor stores is none', async () => {
  const server = (name: string, more = '') =>
    `const http = require('node:http');\n${more}http.createServer().listen(process.env.PORT || ${name});`;
  const { config, said } = await written({
    'package.json': '{ "name": "shop", "workspaces": ["services/*"] }',
    'services/orders/package.json':
      '{ "scripts": { "start": "node index.js", "start:worker": "node worker.js" } }',
    'services/orders/index.js': server('4001', "fetch(process.env.STOCK_URL + '/x');\n"),
    'services/orders/worker.js':
      "require('mongodb'); const secret = process.env.JWT_SECRET; process.env.REGION;",
    'services/stock-service/package.json': '{ "main": "main.js" }',
    'services/stock-service/main.js': server('4002'),
    'services/lib/package.json': '{ "main": "index.js" }',
    'services/lib/index.js': 'exports.x = 1;',
  });
  for (const part of [
    "'orders-worker': {",
    "STOCK_URL: urls('stock-service')[0]!",
    "entry: 'services/stock-service/main.js'",
    'port: 4002,',
    "JWT_SECRET: 'a jwt secret for tests, long enough'",
  ])
    expect(config).toContain(part);
  expect(config).not.toContain('lib');
  expect(said).toContain('it reads REGION, which have no value');
  expect(said).toContain('no variable says where MongoDB is');
});

test('of NestJS what is built is run, and its controllers are read', async () => {
  const { config } = await written({
    'package.json': `{ "dependencies": { "@nestjs/core": "11" },
      "scripts": { "start": "nest start", "start:prod": "node dist/main" } }`,
    'tsconfig.json': '{ "compilerOptions": { "experimentalDecorators": true } }',
    'dist/main.js': "require('./cats');",
    'dist/cats.js': '',
    'src/main.ts': `import { NestFactory } from '@nestjs/core';
      import { Cats } from './cats';
      NestFactory.create(Cats).then((app) => { app.setGlobalPrefix('api'); app.listen(3000); });`,
    'src/cats.ts': `import { Body, Controller, Get, Param, Post } from '@nestjs/common';
      @Controller('cats')
      export class Cats {
        @Post() create(@Body() body: { name: string }) { return body.name; }
        @Get(':id') one(@Param('id') id: string) { return id; }
      }`,
  });
  for (const part of [
    "entry: 'dist/main.js'",
    "'POST /api/cats'",
    "'GET /api/cats/:id'",
    'name: `name ${n}`',
  ])
    expect(config).toContain(part);
});

describe('it does not write', () => {
  test('over what is there, unless told to, and says so', async () => {
    const { folder } = project(todos);
    const file = path.join(folder, 'groundhog.config.ts');
    writeFileSync(file, 'mine');
    expect(await init({ root: folder })).toEqual({
      code: EXIT.notWritten,
      text: 'init: there is a groundhog.config.ts already: --force writes it anew',
    });
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect(await init({ root: folder, force: true })).toMatchObject({ code: EXIT.written });
    expect(readFileSync(file, 'utf8')).toContain('export default scenario(');
  });

  test.each([
    ['no package', {}, /there is no package\.json in .*: run it in the folder of your project$/],
    ['no entry', { 'package.json': '{}' }, /no entry file was found .*: name it by --entry FILE$/],
    ['no JSON', { 'package.json': '{' }, /package\.json is not JSON/],
    ['no JavaScript', { 'package.json': '{}', 'index.js': 'const = 1' }, /index\.js cannot be read: .*ERROR/],
  ])('where there is %s, and says why in a line', async (_name, files, message) => {
    const { folder } = project(files as Record<string, string>);
    const { code, text } = await init({ root: folder });
    expect(code).toBe(EXIT.notWritten);
    expect(text).toMatch(message);
    expect(text).not.toContain('\n');
  });
});

test('it adds one file, and nothing that is secret comes into it', async () => {
  const it = project({ ...todos, '.env': 'API_KEY=the real one\n' });
  const before = readdirSync(it.folder, { recursive: true }).map(String);
  await init({ root: it.folder });
  const after = readdirSync(it.folder, { recursive: true }).map(String);
  expect(after.filter((name) => !before.includes(name))).toEqual(['groundhog.config.ts']);
  expect(readFileSync(path.join(it.folder, 'groundhog.config.ts'), 'utf8')).not.toContain('the real one');
});

test('what it writes runs at once', async () => {
  const { folder } = project(todos, ['express', 'mongoose', 'groundhog']);
  await init({ root: folder });
  const cli = path.resolve(import.meta.dirname, '../sim/cli.ts');
  const flags = ['--seed', '1', '--faults', 'none', '--requests', '10', '--json', 'out.json'];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), cli, ...flags],
    { cwd: folder, encoding: 'utf8' },
  );
  expect({ status, stderr, stdout }).toMatchObject({ status: 0, stderr: '' });
  const [{ counts }] = JSON.parse(readFileSync(path.join(folder, 'out.json'), 'utf8'));
  expect(counts).toMatchObject({ failed: 0, unanswered: 0 });
  expect(counts.answered).toBeGreaterThan(0);
});
