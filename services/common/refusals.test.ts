/** How a service says no, on real connections: one shape for all of it, in nobody's words but the shop's. */
import { once } from 'node:events';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer } from './http.ts';
import { amount, exactly, id, qty } from './schemas.ts';
import { Caller, type Heard } from './testing/caller.ts';

const good = { order_id: 'ORD-001', product_id: 'iphone-15', qty: 1, amount: 10_000 };
const log: string[] = [];
const app = createServer(pino({ level: 'info' }, { write: (line: string) => log.push(line) }));
const body = exactly({ order_id: id, product_id: id, qty, amount });
app.post('/orders', { schema: { body } }, async () => ({ taken: true }));
app.get<{ Params: { id: string } }>('/orders/:id', async ({ params }) => ({ found: params.id }));
app.get('/broken', async () => {
  throw new Error('the secret of /home/shop/services/index.ts');
});
app.get('/odd', async () => {
  throw Object.assign(new Error('teapot of a library'), { statusCode: 418 });
});
let url: string;
beforeAll(async () => {
  url = await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => app.close());

async function ask(bytes: string | Buffer): Promise<Heard | undefined> {
  const caller = new Caller(url).say(bytes);
  const heard = await caller.hear();
  caller.socket.destroy();
  return heard;
}

const get = (path: string, headers = '') => `GET ${path} HTTP/1.1\r\nhost: shop\r\n${headers}\r\n`;
const post = (text: string | Buffer, headers = 'content-type: application/json\r\n', path = '/orders') =>
  Buffer.concat([
    Buffer.from(`POST ${path} HTTP/1.1\r\nhost: shop\r\n${headers}content-length: `),
    Buffer.from(`${Buffer.byteLength(text)}\r\n\r\n`),
    Buffer.from(text),
  ]);
const order = (change: string) => post(JSON.stringify(good).replace('"qty":1', change));

/** What no answer may tell: the framework, the parser, the code and where it is. */
const LEAK = /fst|fastify|hpe_|ajv|mongo|node|stack|statuscode|\.ts|\/home|secret|library/i;

describe('a refusal has the one shape, and tells of nothing but the request', () => {
  it.each<[string, string | Buffer, number, string, string | undefined]>([
    ['no such resource', get('/nothing'), 404, 'not_found', undefined],
    ['no such resource, with a body', post('{', undefined, '/nothing'), 404, 'not_found', undefined],
    ['no resource at all', 'OPTIONS * HTTP/1.1\r\nhost: shop\r\n\r\n', 404, 'not_found', undefined],
    ['another method', get('/orders'), 405, 'method_not_allowed', undefined],
    ['another method, with a body', post('{', undefined, '/orders/1'), 405, 'method_not_allowed', undefined],
    ['CONNECT', 'CONNECT bank:443 HTTP/1.1\r\nhost: bank\r\n\r\n', 405, 'method_not_allowed', undefined],
    ['a URL with a broken escape', get('/orders/%zz'), 400, 'invalid', 'url'],
    ['a URL that is not UTF-8', get('/orders/%ff'), 400, 'invalid', 'url'],
    ['a long id', get(`/orders/${'x'.repeat(101)}`), 414, 'too_large', 'url'],
    ['a long URL', get(`/orders/1?${'x'.repeat(1024)}`), 414, 'too_large', 'url'],
    ['large headers', get('/orders/1', `x: ${'x'.repeat(9000)}\r\n`), 431, 'too_large', 'headers'],
    ['many headers', get('/orders/1', 'x: yz\r\n'.repeat(5000)), 431, 'too_large', 'headers'],
    ['no host', 'GET /orders/1 HTTP/1.1\r\n\r\n', 400, 'invalid', 'host'],
    ['no HTTP', 'EHLO shop\r\n\r\n', 400, 'malformed', undefined],
    ['TLS', Buffer.from('16030100a5010000a1', 'hex'), 400, 'malformed', undefined],
    ['two lengths', post('{}', 'content-length: 3\r\n'), 400, 'malformed', undefined],
    ['a length and chunks', post('{}', 'transfer-encoding: chunked\r\n'), 400, 'malformed', undefined],
    [
      'a broken chunk',
      'POST /orders HTTP/1.1\r\nhost: shop\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n',
      400,
      'malformed',
      undefined,
    ],
    [
      'a chunk with a large extension',
      `POST /orders HTTP/1.1\r\nhost: shop\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n1;${'x'.repeat(20_000)}\r\n{\r\n0\r\n\r\n`,
      413,
      'too_large',
      'body',
    ],
    ['text', post('hello', 'content-type: text/plain\r\n'), 415, 'unsupported', 'body'],
    [
      'a form',
      post('a=1', 'content-type: application/x-www-form-urlencoded\r\n'),
      415,
      'unsupported',
      'body',
    ],
    ['no type', post('{}', ''), 415, 'unsupported', 'body'],
    ['no sensible type', post('{}', 'content-type: ;;\r\n'), 415, 'unsupported', 'body'],
    [
      'gzip said of plain bytes',
      post(JSON.stringify(good), 'content-type: application/json\r\ncontent-encoding: gzip\r\n'),
      415,
      'unsupported',
      'content-encoding',
    ],
    ['another expectation', post('{}', 'expect: miracles\r\n'), 417, 'unsupported', 'expect'],
    ['a large body', post(`{"order_id":"${'x'.repeat(17_000)}"}`), 413, 'too_large', 'body'],
    ['no body', post(''), 400, 'invalid', 'body'],
    ['half a body', post('{"order_id":'), 400, 'invalid', 'body'],
    ['null', post('null'), 400, 'invalid', 'body'],
    ['a list', post('[]'), 400, 'invalid', 'body'],
    ['deep lists', post('['.repeat(16_000)), 400, 'invalid', 'body'],
    ['deep lists that end', post('['.repeat(8000) + ']'.repeat(8000)), 400, 'invalid', 'body'],
    ['NaN', order('"qty":NaN'), 400, 'invalid', 'body'],
    ['an infinite qty', order('"qty":1e400'), 400, 'invalid', 'qty'],
    ['a qty beyond whole numbers', order('"qty":9007199254740993'), 400, 'invalid', 'qty'],
    ['a qty that is all but 1', order('"qty":1.0000000001'), 400, 'invalid', 'qty'],
    ['__proto__', order('"qty":1,"__proto__":{"qty":1}'), 400, 'invalid', 'body'],
    ['constructor', order('"qty":1,"constructor":{"prototype":{}}'), 400, 'invalid', 'body'],
    ['an unknown field', order('"qty":1,"toString":1'), 400, 'invalid', 'toString'],
    [
      'a deep unknown field',
      order(`"qty":1,"a":${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}`),
      400,
      'invalid',
      'a',
    ],
    [
      'an unknown field of great length',
      order(`"qty":1,"${'y'.repeat(9000)}":1`),
      400,
      'invalid',
      'y'.repeat(64),
    ],
    ['an order id of other letters', order('"order_id":"Ж","qty":1'), 400, 'invalid', 'order_id'],
    [
      'an order id in UTF-8 cut short',
      post(Buffer.from([...Buffer.from('{"order_id":"a'), 0xc3, ...Buffer.from('"}')])),
      400,
      'invalid',
      'product_id',
    ],
    ['an order id that means another place', order('"order_id":"..","qty":1'), 400, 'invalid', 'order_id'],
    ['a failure of ours', get('/broken'), 500, 'internal', undefined],
    ['a failure of a library', get('/odd'), 500, 'internal', undefined],
  ])('%s', async (_what, bytes, status, error, field) => {
    const heard = await ask(bytes);
    expect(heard?.status).toBe(status);
    expect(heard?.headers['content-type']).toBe('application/json; charset=utf-8');
    const shape = { error, message: expect.any(String), ...(field === undefined ? {} : { field }) };
    expect(heard?.body).toStrictEqual(shape);
    const { message } = heard!.body as { message: string };
    expect(message.length).toBeGreaterThan(5);
    expect(message.length).toBeLessThan(200);
    expect(message).not.toMatch(LEAK);
  });

  it('names the methods that a resource takes', async () => {
    expect((await ask(get('/orders')))?.headers.allow).toBe('POST');
    expect((await ask(post('{}', undefined, '/orders/1')))?.headers.allow).toBe('GET, HEAD');
  });

  it('logs no stack and no line for what a client did wrong, but for what is not HTTP at all', () => {
    const lines = log.map((line) => JSON.parse(line));
    expect(lines.filter(({ err }) => err).map(({ msg }) => msg)).toEqual([
      'request failed: GET /broken',
      'request failed: GET /odd',
    ]);
    const others = lines.filter(({ err, msg }) => !err && !msg.startsWith('Server listening'));
    expect(new Set(others.map(({ msg }) => msg))).toEqual(new Set(['not HTTP']));
  });
});

describe('what is right is taken, however it is put', () => {
  it.each<[string, string | Buffer, unknown]>([
    ['an order', post(JSON.stringify(good)), { taken: true }],
    [
      'its charset said',
      post(JSON.stringify(good), 'content-type: application/json;charset=UTF-8\r\n'),
      { taken: true },
    ],
    [
      'encoded as itself',
      post(JSON.stringify(good), 'content-type: application/json\r\ncontent-encoding: identity\r\n'),
      { taken: true },
    ],
    ['a byte order mark', post(`\ufeff${JSON.stringify(good)}`), { taken: true }],
    ['1 put otherwise', order('"qty":10e-1'), { taken: true }],
    ['the last of two equal fields', order('"qty":0,"qty":1'), { taken: true }],
    ['escapes', order('"order_id":"\\u0041.b-c_1","qty":1'), { taken: true }],
    ['an escaped id', get('/orders/A%2Eb%2Dc_1'), { found: 'A.b-c_1' }],
    ['an id that nothing has', get('/orders/%F0%9F%98%80%2F%00'), { found: '😀/\0' }],
    ['the longest id', get(`/orders/${'x'.repeat(64)}`), { found: 'x'.repeat(64) }],
    ['an absolute URL', get('http://shop/orders/1'), { found: '1' }],
    ['HTTP/1.0 without a host', 'GET /orders/1 HTTP/1.0\r\n\r\n', { found: '1' }],
    [
      'an upgrade that nobody offers',
      get('/orders/1', 'connection: upgrade\r\nupgrade: websocket\r\n'),
      { found: '1' },
    ],
  ])('%s', async (_what, bytes, expected) => {
    expect(await ask(bytes)).toMatchObject({ status: 200, body: expected });
  });

  it('asks for the body when asked whether to', async () => {
    const text = JSON.stringify(good);
    const head = `POST /orders HTTP/1.1\r\nhost: shop\r\ncontent-type: application/json\r\nexpect: 100-continue\r\n`;
    const caller = new Caller(url).say(`${head}content-length: ${text.length}\r\n\r\n`);
    await once(caller.socket, 'data');
    expect(caller.rest).toMatch(/^HTTP\/1.1 100 /);
    expect(await caller.say(text).hear()).toMatchObject({ status: 200 });
    caller.socket.destroy();
  });
});

it('hears a body out that is too large, so that the answer arrives and the connection goes on', async () => {
  const caller = new Caller(url).say(post('x'.repeat(3_000_000)));
  expect(await caller.hear()).toMatchObject({ status: 413 });
  expect(await caller.say(get('/orders/1')).hear()).toMatchObject({ status: 200 });
  const chunk = `${(100_000).toString(16)}\r\n${'x'.repeat(100_000)}\r\n`;
  const head = 'POST /orders HTTP/1.1\r\nhost: shop\r\ncontent-type: application/json\r\n';
  caller.say(`${head}transfer-encoding: chunked\r\n\r\n${chunk.repeat(20)}0\r\n\r\n`);
  expect(await caller.hear()).toMatchObject({ status: 413 });
  expect(await caller.say(get('/orders/1')).hear()).toMatchObject({ status: 200 });
  caller.socket.destroy();
});
