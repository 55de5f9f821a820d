import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { Metrics } from './metrics/metrics.ts';
import { Upstream } from './upstream.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A server that counts what it was asked and answers as told. */
async function serve(answer: (reply: http.ServerResponse, request: http.IncomingMessage) => void) {
  const server = http.createServer((request, reply) => {
    instance.asked++;
    request.resume();
    answer(reply, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const instance = { url: `http://127.0.0.1:${port}`, asked: 0 };
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return instance;
}

function upstream(urls: string[], timeoutMs = 30_000): Upstream {
  const client = new Upstream('other', urls, timeoutMs, new Metrics());
  closers.push(() => client.close());
  return client;
}

const say = (status: number, body: object) => (reply: http.ServerResponse) =>
  void reply.writeHead(status).end(JSON.stringify(body));

describe('a client of a service', () => {
  it('asks its instances in turn', async () => {
    const [a, b] = [await serve(say(200, { from: 'a' })), await serve(say(200, { from: 'b' }))];
    const client = upstream([a.url, b.url]);
    for (let i = 0; i < 4; i++) await client.get('/');
    expect([a.asked, b.asked]).toEqual([2, 2]);
  });

  it('takes a refusal for an answer', async () => {
    const [a, b] = [await serve(say(409, { error: 'no' })), await serve(say(200, {}))];
    const reply = await upstream([a.url, b.url]).post('/', { x: 1 });
    expect(reply).toEqual({ kind: 'answered', status: 409, body: { error: 'no' } });
    expect(b.asked).toBe(0);
  });

  it.each([
    ['fails', say(503, { error: 'busy' }), undefined],
    ['did not hear the request out', say(408, { error: 'timeout' }), undefined],
    ['hangs up', (reply: http.ServerResponse) => void reply.destroy(), undefined],
    ['talks nonsense', (reply: http.ServerResponse) => void reply.end('<html>'), undefined],
    // As short as a busy machine lets the other one answer within.
    ['keeps silent', () => {}, 1000],
  ])('asks the next instance when one %s', async (_how, answer, timeoutMs) => {
    const [a, b] = [await serve(answer), await serve(say(200, { from: 'b' }))];
    const reply = await upstream([a.url, b.url], timeoutMs).post('/', {});
    expect(reply).toEqual({ kind: 'answered', status: 200, body: { from: 'b' } });
    expect(a.asked).toBe(1);
  });

  it('does not know the outcome when nobody answers, and says why', async () => {
    const a = await serve(say(500, {}));
    const reply = await upstream([a.url, 'http://127.0.0.1:1']).post('/', {});
    expect(reply).toEqual({
      kind: 'unknown',
      cause: expect.stringMatching(/answered 500; .*ECONNREFUSED/),
    });
  });

  it('gives up within its time when a reply stops half way', async () => {
    const a = await serve((reply) => void reply.writeHead(200).write('{"half":'));
    const reply = await upstream([a.url], 150).get('/');
    expect(reply).toMatchObject({ kind: 'unknown', cause: expect.stringContaining('150 ms') });
  });
});
