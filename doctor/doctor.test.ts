/** Projects with something in them that will not run: what is said of it, before it does not. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { init } from '../init/index.ts';
import { MadeProject } from '../init/testing/made-project.ts';
import { todos } from '../init/testing/projects.ts';
import { doctor, EXIT, exitCodeOf, type Finding, nodeFinding } from './index.ts';

const scenario = (services: string, more = '') => `
  import { invariant, mix, scenario } from 'groundhog';
  export default scenario({
    name: 'made',
    services: { ${services} },
    size: { usual: 6, of: 'requests' },
    workload: mix({
      read: { ask: () => ({ to: 'good', method: 'GET', path: '/read' }) },
      fails: { ask: () => ({ to: 'good', method: 'GET', path: '/fails' }) },
      silent: { ask: () => ({ to: 'good', method: 'GET', path: '/silent' }) },
      unknown: { ask: () => ({ to: 'good', method: 'GET', path: '/unknown' }) },
    }),
    invariants: [invariant.noUncaughtError()],
    stores: { collections: [{ db: 'made', coll: 'things', history: [] }], told: {} },
    ${more}
  });`;

const service = (name: string, port = 3000) =>
  `${name}: { entry: '${name}.js', port: ${port}, instances: 1, env: ({ port }) => ({ PORT: String(port) }) }`;

const listening = (body: string) => `
  const http = require('node:http');
  ${body}
  http.createServer((request, response) => {
    if (request.url === '/silent') return request.socket.destroy();
    response.statusCode = { '/read': 200, '/fails': 500 }[request.url] ?? 404;
    console.log(request.url);
    response.end('{}');
  }).listen(process.env.PORT);`;

const made: MadeProject[] = [];
async function examined(
  files: Record<string, string>,
  packages: string[] = ['groundhog'],
): Promise<string[]> {
  const project = new MadeProject({ 'package.json': '{}', ...files }, packages);
  made.push(project);
  const findings = await doctor({ root: project.folder });
  return findings.map(told);
}
const told = ({ level, about, says, toDo = '' }: Finding) => `${level} ${about}: ${says} -- ${toDo}`;
afterAll(() => {
  for (const project of made) project.remove();
});

describe('a scenario of which much will not run', () => {
  let lines: string[];
  beforeAll(async () => {
    const names = ['good', 'spawns', 'dies', 'elsewhere', 'socket', 'spins'];
    lines = await examined({
      'groundhog.config.ts': scenario(names.map((name) => service(name)).join(', ')),
      'good.js': listening(''),
      'spawns.js': listening("const { execSync } = require('child_process');\nexecSync('true');"),
      'dies.js': "console.log('about to');\nthrow new Error('no SECRET given');",
      'spins.js': listening('const again = () => setImmediate(again);\nagain();'),
      'elsewhere.js': listening('process.env.PORT = 4000; console.log("on 4000");'),
      'socket.js': "\nrequire('node:net').createServer().listen('/tmp/made.sock');",
    });
  });
  const said = (pattern: RegExp) => expect(lines).toContainEqual(expect.stringMatching(pattern));

  test('what a service imports that is refused, and what it then does at its start, by call and line', () => {
    said(/^warn spawns: spawns\.js imports child_process -- refused when it is called: .*execSync/);
    said(/^fail spawns: spawns-1 reached for child_process\.execSync, which is real -- at spawns\.js:4$/);
    said(/^fail socket: socket-1 reached for the unix socket \/tmp\/made\.sock, .* -- at socket\.js:2$/);
  });

  test('what goes in circles as it starts', () => {
    said(/^fail spins: spins-1 goes in circles, faster than any work would: immediate/);
  });

  test('what ends as it starts, and what listens elsewhere, with what they wrote', () => {
    said(/^fail dies: it ends by an error: no SECRET given -- it wrote: about to/);
    said(/^fail elsewhere: it does not listen on 3000 within 2 s -- it wrote: on 4000$/);
  });

  test('the rest is tried without them: each kind of request', () => {
    said(/^ok good: starts, and listens on 3000/);
    said(/^ok read: is answered 200/);
    said(/^fail fails: is answered 500 {} -- it wrote: .*\/fails/);
    said(/^fail silent: gets no answer/);
    said(/^warn unknown: is answered 404 -- see that GET \/unknown is what you mean/);
  });
});

test('files that are not there, packages that are not installed, and what a bug no longer finds', async () => {
  const bug = `bugs: [{ name: 'old', edits: [{ file: 'good.js', find: 'gone', replace: '' }], why: '', exposedBy: '', caughtBy: [] }],`;
  const lines = await examined({
    'groundhog.config.ts': scenario([service('good'), service('lost')].join(', '), bug),
    'good.js': listening("require('left-pad');\nrequire('./nowhere');"),
  });
  expect(lines).toContainEqual(
    expect.stringMatching(/^fail lost: there is no entry file lost\.js -- name it from/),
  );
  expect(lines).toContainEqual(
    "fail good: good.js imports 'left-pad', which cannot be found -- npm install left-pad",
  );
  expect(lines).toContainEqual(
    "fail good: good.js imports './nowhere', which cannot be found -- mend the path",
  );
  expect(lines).toContainEqual(expect.stringMatching(/^fail bug old: .* applies 0 times to good\.js/));
});

test('set-up that fails, and a workload that is none', async () => {
  const lines = await examined({
    'groundhog.config.ts': scenario(
      service('good'),
      `setup: async () => { throw new Error('no such index'); },
       workload: (fc) => fc.constant({ data: {}, durationMs: 10, requests: [
         { kind: 'x', key: '1', to: 'nobody', method: 'GET', path: '/', atMs: 0, client: 0 }] }),`,
    ),
    'good.js': listening(''),
  });
  expect(lines).toContainEqual(expect.stringMatching(/^fail setup: it ends with an error: no such index/));
  expect(lines).toContainEqual(
    expect.stringMatching(/^fail workload: x: it is sent to 'nobody', which is no service of the scenario/),
  );
});

test('no scenario is one line that says what to do', async () => {
  expect(await examined({})).toEqual([
    expect.stringMatching(/^ok node/),
    'fail scenario: there is no scenario groundhog.config.ts -- npm run init writes a first one',
  ]);
});

test('of what init writes all is well: it starts, answers, stores, and is the same again', async () => {
  const project = new MadeProject(todos, ['express', 'mongoose', 'groundhog']);
  made.push(project);
  await init({ root: project.folder });
  const findings = await doctor({ root: project.folder });
  const lines = findings.map(told);
  expect(lines.filter((line) => line.startsWith('fail'))).toEqual([]);
  expect(exitCodeOf(findings)).toBe(EXIT.healthy);
  for (const pattern of [
    /^ok api: starts, and listens on 5000/,
    /^ok POST \/api\/todos: is answered 201/,
    /^ok determinism: two runs of one plan are the same/,
    /^ok stores: todos\.todos is written/,
  ])
    expect(lines).toContainEqual(expect.stringMatching(pattern));
});

test.each([
  ['18.20.0', 'fail'],
  ['20.18.9', 'fail'],
  ['20.19.0', 'ok'],
  ['26.1.0', 'ok'],
  ['28.0.0', 'warn'],
])('Node %s', (version, level) => {
  expect(nodeFinding(version).level).toBe(level);
});
