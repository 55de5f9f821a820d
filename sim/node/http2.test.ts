import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import type { DrainMode } from '../world/drain.ts';
import { Project, runPrograms } from './process/lab.ts';

const projects: Project[] = [];
afterAll(() => {
  for (const made of projects) made.remove();
});

const pem = (name: string) => readFileSync(new URL(`tls/testing/${name}`, import.meta.url), 'utf8');
const certificates = { 'key.pem': pem('server.key'), 'cert.pem': pem('server.pem'), 'ca.pem': pem('ca.pem') };
const HEAD = `import http2 from 'node:http2';
  import { readFileSync } from 'node:fs';
  import { text } from 'node:stream/consumers';
  const pem = (name) => readFileSync(new URL(name + '.pem', import.meta.url), 'utf8');
  const ask = (session, path, body = '') => new Promise((resolve, reject) => {
    const stream = session.request({ ':path': path, ':method': 'POST' }).on('error', reject);
    stream.on('response', async (headers) => resolve([headers, await text(stream)]));
    stream.end(body);
  });
`;

async function programs(sources: Record<string, string>) {
  const files = Object.entries(sources).map(([name, source]) => [`${name}.mjs`, HEAD + source]);
  const made = new Project({ ...certificates, ...Object.fromEntries(files) });
  projects.push(made);
  const bundled = Object.keys(sources).map(async (name) => [name, await made.bundle(`${name}.mjs`)] as const);
  return Object.fromEntries(await Promise.all(bundled));
}

const ECHO = `
  const server = http2.createServer((request, response) => {
    response.setHeader('x-from', request.socket.remotePort > 0 ? 'port' : 'nowhere');
    request.pipe(response);
  });
  server.listen(3000);`;

test('many requests over one connection, the same however the world is run', async () => {
  const both = await programs({
    server: ECHO,
    client: `const session = http2.connect('http://server:3000');
      const big = 'x'.repeat(200000);
      const answers = await Promise.all(['a', 'b', big].map((body) => ask(session, '/', body)));
      console.log(answers.map(([headers, body]) => [headers[':status'], headers['x-from'], headers.date, body.length]).join(' '));
      session.ping((error, ms, payload) => { console.log(error, ms > 0 && ms < 10, payload.length); session.close(); });
      session.on('close', () => console.log('closed'));`,
  });
  const run = (drain: DrainMode) => runPrograms({ programs: both, drain, checkOwners: true });
  const { lines, hash, failure } = await run('tick');
  expect(failure).toBeNull();
  expect(lines).toEqual([
    'client: 200,port,,1 200,port,,1 200,port,,200000',
    'client: null true 8',
    'client: closed',
  ]);
  for (const drain of ['immediate', 'tick'] as const) expect((await run(drain)).hash).toBe(hash);
});

test('over TLS, to a server that speaks HTTP/1 too', async () => {
  const { lines } = await runPrograms({
    programs: await programs({
      server: `http2.createSecureServer({ key: pem('key'), cert: pem('cert'), allowHTTP1: true }, (request, response) => {
        response.end([request.httpVersion, request.url, request.socket.encrypted].join(' '));
      }).listen(3000);`,
      client: `import https from 'node:https';
        const ca = pem('ca');
        const session = http2.connect('https://server:3000', { ca });
        console.log((await ask(session, '/a'))[1], session.alpnProtocol, session.encrypted, session.socket.authorized);
        session.close();
        https.get('https://server:3000/b', { ca }, async (response) => console.log(await text(response)));
        http2.connect('https://server:3000').on('error', (error) => console.log(error.code));`,
    }),
  });
  expect(lines).toEqual([
    'client: 2.0 /a true h2 true true',
    'client: UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'client: 1.1 /b true',
  ]);
});

test('a session is connected when its socket is, and ends when the other side does', async () => {
  const both = await programs({
    server: ECHO,
    client: `http2.connect('http://server:1').on('error', (error) => console.log(error.code)).on('connect', () => console.log('never'));
      const session = http2.connect('http://server:3000');
      session.on('connect', () => console.log('connected'));
      session.on('error', (error) => console.log(error.code));
      session.on('close', () => console.log('closed'));
      setTimeout(() => ask(session, '/').catch((error) => console.log(error.code)), 50);`,
  });
  const { lines, failure } = await runPrograms({
    programs: both,
    plan: (world) => void world.after(30, 'crash', () => world.host('server').crash(true)),
  });
  expect(failure).toBeNull();
  expect(lines).toEqual([
    'client: connected',
    'client: ECONNREFUSED',
    'client: ECONNRESET',
    'client: closed',
    'client: ERR_HTTP2_INVALID_SESSION',
  ]);
});

test.each([
  ['session.setTimeout(1000)', 'http2.Http2Session.setTimeout'],
  [`session.request({ ':path': '/' }).setTimeout(1000)`, 'http2.Http2Stream.setTimeout'],
])('%s is refused by name', async (call, name) => {
  const both = await programs({
    server: ECHO,
    client: `const session = http2.connect('http://server:3000'); ${call}`,
  });
  const { failure } = await runPrograms({ programs: both });
  expect(failure?.message).toBe(`client reached for ${name}, which is real`);
});
