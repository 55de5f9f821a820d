/** What a service bears: so many connections, so many requests, so much time, and what becomes of the rest. */
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { createServer } from './http.ts';
import { KEEP_ALIVE_MS, KEEP_ALIVE_WHEN_CROWDED_MS, type Limits } from './limits.ts';
import { Caller } from './testing/caller.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A server on which GET /held waits to be released. */
async function serve(limits: Partial<Limits>) {
  const log: { msg: string; count: number }[] = [];
  const held: (() => void)[] = [];
  const sink = { write: (line: string) => void log.push(JSON.parse(line)) };
  const app = createServer(pino({ level: 'info' }, sink), {
    maxConnections: 100,
    requestTimeoutMs: 10_000,
    ...limits,
  });
  app.get('/quick', async () => ({ is: 'quick' }));
  app.post('/quick', async () => ({ is: 'quick' }));
  app.get('/held', () => new Promise((resolve) => held.push(() => resolve({ is: 'held' }))));
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  closers.push(() => {
    for (const release of held.splice(0)) release();
    app.server.closeAllConnections();
    return app.close();
  });
  const call = () => {
    const caller = new Caller(url);
    closers.push(() => caller.socket.destroy());
    return caller;
  };
  const isHolding = async (n: number) => {
    while (held.length < n) await new Promise(setImmediate);
  };
  return { app, log, held, call, isHolding };
}

const get = (path: string) => `GET ${path} HTTP/1.1\r\nhost: shop\r\n\r\n`;
const half =
  'POST /quick HTTP/1.1\r\nhost: shop\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{';
const timeout = { error: 'timeout', message: 'the request did not arrive in time' };

describe('time', () => {
  it.each([
    ['a body', half],
    ['a request line', 'GET /qui'],
    ['headers', 'GET /quick HTTP/1.1\r\nhost: shop\r\nx'],
    ['headers after an answered request', `${get('/quick')}GET /quick HTTP/1.1\r\n`],
  ])('cuts a request whose %s does not come, and says so', async (_what, bytes) => {
    const { call, log } = await serve({ requestTimeoutMs: 100 });
    const caller = call().say(bytes);
    let heard = await caller.hear();
    if (heard?.status === 200) heard = await caller.hear();
    expect(heard).toMatchObject({ status: 408, body: timeout });
    await caller.closed;
    expect(caller.rest).toBe('');
    expect(log.filter(({ msg }) => msg === 'request did not arrive in time')).toHaveLength(1);
  });

  it('cuts a body that comes a byte at a time', async () => {
    const { call } = await serve({ requestTimeoutMs: 100 });
    const caller = call().say(half);
    const dripping = setInterval(() => caller.say('1'), 5);
    expect(await caller.hear()).toMatchObject({ status: 408, body: timeout });
    await caller.closed;
    clearInterval(dripping);
  });

  it('ends a connection on which nothing was asked without a word: an answer would be taken for that to the first request', async () => {
    const { call } = await serve({ requestTimeoutMs: 100 });
    const caller = call();
    await caller.closed;
    expect(caller.rest).toBe('');
  });

  it('does not count what the service takes, nor the time between requests', async () => {
    const { call, held, isHolding } = await serve({ requestTimeoutMs: 50 });
    const caller = call().say(get('/held'));
    await isHolding(1);
    // A connection that is cut meanwhile shows that the time has passed.
    await call().closed;
    held.shift()!();
    expect(await caller.hear()).toMatchObject({ status: 200 });
    await call().closed;
    expect(await caller.say(get('/quick')).hear()).toMatchObject({ status: 200 });
  });
});

describe('no answer can be taken for that to another request', () => {
  it.each([
    ['garbage', 'garbage\r\n\r\n'],
    ['the beginning of another', 'GET /qu'],
    ['half a body', half],
  ])('when %s follows a request that is being worked on', async (_what, bytes) => {
    const { call, isHolding } = await serve({ requestTimeoutMs: 100 });
    const caller = call().say(get('/held'));
    await isHolding(1);
    await caller.say(bytes).closed;
    expect(caller.rest).toBe('');
  });

  it('when a request was answered before its body came, and the body does not', async () => {
    const { call } = await serve({ requestTimeoutMs: 100 });
    const caller = call().say(half.replace('/quick', '/nothing'));
    expect(await caller.hear()).toMatchObject({ status: 404 });
    await caller.closed;
    expect(caller.rest).toBe('');
  });
});

describe('number', () => {
  it('turns away whoever is one connection too many, in one line a second, and takes the next when there is room', async () => {
    const { call, log } = await serve({ maxConnections: 2 });
    const [first, second] = [call(), call()];
    expect(await first.say(get('/quick')).hear()).toMatchObject({ status: 200 });
    expect(await second.say(get('/quick')).hear()).toMatchObject({ status: 200 });
    for (let i = 0; i < 50; i++) {
      const refused = call().say(get('/quick'));
      expect(await refused.hear()).toBeUndefined();
      // While it is crowded, who does not use its connection loses it.
      for (const one of [first, second])
        expect(await one.say(get('/quick')).hear()).toMatchObject({ status: 200 });
    }
    second.socket.destroy();
    let heard = await call().say(get('/quick')).hear();
    // The server learns of the end of a connection when it hears of it.
    while (!heard) heard = await call().say(get('/quick')).hear();
    expect(heard).toMatchObject({ status: 200 });
    const lines = log.filter(({ msg }) => msg.startsWith('connection refused'));
    expect(lines[0]).toMatchObject({ count: 1, maxConnections: 2, from: '127.0.0.1' });
    expect(lines.length).toBeLessThan(50);
    for (const line of lines) expect(line).not.toHaveProperty('err');
  });

  it('answers 503 while too many requests are under way, on however few connections', async () => {
    const { call, held, isHolding } = await serve({ maxConnections: 3 });
    const many = call().say(get('/held').repeat(3));
    await isHolding(3);
    const other = call();
    expect(await other.say(get('/quick')).hear()).toMatchObject({
      status: 503,
      headers: { 'retry-after': '1' },
      body: { error: 'busy', message: 'too many requests are under way' },
    });
    for (const release of held.splice(0)) release();
    for (let i = 0; i < 3; i++) expect(await many.hear()).toMatchObject({ status: 200 });
    expect(await other.say(get('/quick')).hear()).toMatchObject({ status: 200 });
  });

  it('counts work that was left behind by whoever asked for it, and HEAD once', async () => {
    const { app, call, held, isHolding } = await serve({ maxConnections: 2 });
    const gone = call().say(get('/held').replace('GET', 'HEAD'));
    await isHolding(1);
    gone.socket.destroy();
    const other = call();
    expect(await other.say(get('/quick')).hear()).toMatchObject({ status: 200 });
    const alsoGone = call().say(get('/held'));
    await isHolding(2);
    alsoGone.socket.destroy();
    let open = 0;
    do {
      await new Promise(setImmediate);
      open = await new Promise((resolve) => app.server.getConnections((_, n) => resolve(n)));
    } while (open > 1);
    expect(await other.say(get('/quick')).hear()).toMatchObject({ status: 503 });
    for (const release of held.splice(0)) release();
    expect(await other.say(get('/quick')).hear()).toMatchObject({ status: 200 });
  });

  it('lets idle connections wait less long while there is a crowd', async () => {
    const { app, call } = await serve({ maxConnections: 4 });
    const callers: Caller[] = [];
    const keepAliveS = async () => {
      const caller = call();
      callers.push(caller);
      const heard = await caller.say(get('/quick')).hear();
      return heard!.headers['keep-alive'];
    };
    for (let i = 0; i < 3; i++) expect(await keepAliveS()).toBe(`timeout=${KEEP_ALIVE_MS / 1000}`);
    expect(await keepAliveS()).toBe(`timeout=${KEEP_ALIVE_WHEN_CROWDED_MS / 1000}`);
    callers[0]!.socket.destroy();
    while (app.server.keepAliveTimeout !== KEEP_ALIVE_MS) await new Promise(setImmediate);
  });
});
