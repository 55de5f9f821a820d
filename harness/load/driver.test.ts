import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { clockUs } from './clock.ts';
import { type DriverOptions, drive } from './driver.ts';
import type { Outcome, TimedRequest } from './request.ts';

const servers: Server[] = [];

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

function every(ms: number, count: number, more: Partial<TimedRequest> = {}): TimedRequest[] {
  return Array.from({ length: count }, (_, i) => ({
    dueMs: i * ms,
    pool: 'shop',
    kind: 'order',
    method: 'POST',
    path: `/orders/${i}`,
    body: JSON.stringify({ i }),
    ...more,
  }));
}

async function run(options: Partial<DriverOptions> & Pick<DriverOptions, 'pools' | 'requests'>) {
  const outcomes: Outcome[] = [];
  const end = await drive({
    connections: 4,
    timeoutMs: 30_000,
    onOutcome: (outcome) => outcomes.push(outcome),
    ...options,
  });
  return { end, outcomes };
}

test('each request arrives once, with its own path and body, and its answer comes back to it', async () => {
  const seen: string[] = [];
  const url = await serve((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      seen.push(`${request.method} ${request.url} ${body}`);
      response.end(`told ${request.url}`);
    });
  });
  const { end, outcomes } = await run({ pools: { shop: [url] }, requests: every(0.5, 200) });
  expect(end.due).toBe(200);
  expect(seen.sort()).toEqual(Array.from({ length: 200 }, (_, i) => `POST /orders/${i} {"i":${i}}`).sort());
  expect(outcomes.map(({ index }) => index).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 200 }, (_, i) => i),
  );
  for (const outcome of outcomes) {
    expect(outcome).toMatchObject({ status: 200, failure: null, body: `told /orders/${outcome.index}` });
    expect(outcome.takenUs).toBeGreaterThanOrEqual(outcome.dueUs);
    expect(outcome.sentUs).toBeGreaterThanOrEqual(outcome.takenUs);
    expect(outcome.doneUs).toBeGreaterThan(outcome.sentUs!);
  }
});

test('requests go to every server of a pool, and to the pool they are meant for', async () => {
  const hits = [0, 0, 0];
  const urls = await Promise.all(
    hits.map((_, i) =>
      serve((_request, response) => {
        hits[i]!++;
        response.end();
      }),
    ),
  );
  const requests = [...every(0.2, 60), ...every(0.2, 20, { pool: 'views', method: 'GET' })].sort(
    (a, b) => a.dueMs - b.dueMs,
  );
  await run({ pools: { shop: urls.slice(0, 2), views: [urls[2]!] }, requests });
  expect(hits[0]! + hits[1]!).toBe(60);
  expect(Math.min(hits[0]!, hits[1]!)).toBeGreaterThan(10);
  expect(hits[2]).toBe(20);
});

test('no scheduled request is lost when the server resets, stalls, closes or answers nothing', async () => {
  const FATES = ['fine', 'reset', 'closed', 'cut off', 'last words', 'fine'];
  const fates = new Map<string, string>();
  let arrived = 0;
  const url = await serve((request, response) => {
    const turn = arrived++ % 6;
    const fate = turn === 5 && arrived < 30 ? 'silence' : FATES[turn]!;
    fates.set(request.url!, fate);
    if (fate === 'reset') request.socket.resetAndDestroy();
    else if (fate === 'closed') request.socket.end();
    else if (fate === 'cut off')
      response.writeHead(200, { 'content-length': 50 }).write('half of', () => request.socket.destroy());
    else if (fate === 'last words') response.setHeader('connection', 'close').end(fate);
    else if (fate === 'fine') response.end(fate);
  });
  const { end, outcomes } = await run({
    pools: { shop: [url] },
    requests: every(1, 300),
    timeoutMs: 150,
    drainMs: 30_000,
  });
  expect(end.due).toBe(300);
  expect(new Set(outcomes.map(({ index }) => index)).size).toBe(300);
  expect(outcomes).toHaveLength(300);
  const told = { silence: 'timeout', reset: 'reset', closed: 'reset', 'cut off': 'reset' } as Record<
    string,
    string
  >;
  for (const { index, failure, body } of outcomes) {
    const fate = fates.get(`/orders/${index}`)!;
    // On a busy machine any answer may come too late.
    if (failure !== 'timeout' || fate === 'silence')
      expect([fate, failure, body]).toEqual([fate, told[fate] ?? null, told[fate] ? null : fate]);
  }
  expect(new Set(outcomes.map(({ failure }) => failure))).toEqual(new Set(['timeout', 'reset', null]));
});

test('a server that is away is refusals at once, and is used again when it is back', async () => {
  const probe = createTcpServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  const server = createServer((_request, response) => response.end());
  servers.push(server);
  const isBack = new AbortController();
  const told: unknown[] = [];
  await run({
    pools: { shop: [`http://127.0.0.1:${port}`] },
    requests: every(10, 3000),
    signal: isBack.signal,
    onOutcome: ({ failure, status }) => {
      if (told.push(failure ?? status) === 10) server.listen(port, '127.0.0.1');
      if (status === 200) isBack.abort();
    },
  });
  expect(told.slice(0, 10)).toEqual(Array(10).fill('refused'));
  expect(told).toContain(200);
});

test('what is in flight at the end is counted as unfinished, with the time it has waited', async () => {
  const url = await serve((request, response) => {
    if (request.url !== '/orders/3' && request.url !== '/orders/4') response.end();
  });
  const { outcomes } = await run({
    pools: { shop: [url] },
    requests: every(1, 10),
    connections: 2,
    drainMs: 500,
  });
  expect(outcomes).toHaveLength(10);
  const unfinished = outcomes.filter(({ failure }) => failure === 'unfinished');
  expect(unfinished.length).toBeGreaterThanOrEqual(2);
  expect(unfinished.filter(({ sentUs }) => sentUs !== null).map(({ index }) => index)).toEqual([3, 4]);
  for (const { dueUs, doneUs } of unfinished) expect(doneUs - dueUs).toBeGreaterThan(490_000);
});

test('an abort ends the run at once; what was not due yet has no outcome', async () => {
  const url = await serve((_request, response) => response.end());
  const abort = new AbortController();
  const outcomes: Outcome[] = [];
  const end = await drive({
    pools: { shop: [url] },
    requests: every(10, 10_000),
    connections: 2,
    timeoutMs: 1000,
    signal: abort.signal,
    onOutcome: (outcome) => {
      if (outcomes.push(outcome) === 5) abort.abort();
    },
  });
  expect(end.due).toBe(outcomes.length);
  // Long before all were due, whatever the machine did meanwhile.
  expect(end.due).toBeLessThan(1000);
});

test('the closed loop sends the next request when the last was answered, on every connection', async () => {
  let open = 0;
  let most = 0;
  const url = await serve((_request, response) => {
    most = Math.max(most, ++open);
    setTimeout(() => {
      open--;
      response.end();
    }, 5);
  });
  const { end, outcomes } = await run({
    pools: { shop: [url] },
    requests: every(1000, 5000),
    connections: 3,
    closed: { durationMs: 300 },
    // Any fraction of a millisecond, so that the timer of the start may come early.
    startUs: async () => clockUs() + 20_900,
  });
  expect(most).toBe(3);
  expect(outcomes).toHaveLength(end.due);
  expect(outcomes.filter(({ failure }) => failure === null).length).toBeGreaterThan(9);
});

test('at its end a closed loop sends nothing more, and waits for what is in flight', async () => {
  const held: (() => void)[] = [];
  let arrived = 0;
  const url = await serve((_request, response) => {
    // The last ones are answered only when all connections wait for them and nobody sends any more.
    if (arrived++ < 20) response.end();
    else if (held.push(() => response.end()) === 3)
      setTimeout(() => held.forEach((answer) => void answer()), 400);
  });
  const { end, outcomes } = await run({
    pools: { shop: [url], views: [url] },
    // All of one pool: those that wait for its connections while the other's are idle are never sent.
    requests: every(1, 5000),
    connections: 3,
    closed: { durationMs: 200 },
  });
  expect(outcomes.map(({ failure }) => failure)).toEqual(outcomes.map(() => null));
  expect(outcomes).toHaveLength(end.due);
  expect(end.due).toBe(arrived);
  for (const { dueUs, takenUs, sentUs } of outcomes) expect([dueUs, takenUs]).toEqual([sentUs, sentUs]);
});

test('when it is enough nothing more becomes due, and what is open is waited for', async () => {
  const enough = new AbortController();
  const url = await serve((_request, response) => void setTimeout(() => response.end(), 100));
  const outcomes: Outcome[] = [];
  const end = await drive({
    pools: { shop: [url] },
    requests: every(5, 10_000),
    connections: 2,
    timeoutMs: 60_000,
    enough: enough.signal,
    onOutcome: (outcome) => {
      if (outcomes.push(outcome) === 4) enough.abort();
    },
  });
  expect(end.due).toBeLessThan(5000);
  expect(outcomes).toHaveLength(end.due);
  expect(outcomes.every(({ status }) => status === 200)).toBe(true);
});

test('what got no answer is asked again, with its headers, and what was promised is followed to its end', async () => {
  const seen: string[] = [];
  const url = await serve((request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`);
    const times = seen.filter((line) => line.includes(` ${request.url} `)).length;
    if (request.method === 'PUT') response.writeHead(times < 2 ? 503 : 201).end('{}');
    else response.end(JSON.stringify({ status: times < 2 ? 'under way' : 'done' }));
  });
  const [request] = every(0, 1, { method: 'PUT', headers: { authorization: 'me' }, retry: true });
  const follow = { pool: 'shop', kind: 'look', method: 'GET', path: '/looks/0' };
  const until = { field: 'status', in: ['done'] };
  const requests = [{ ...request!, follow: { ...follow, until } }];
  const { end, outcomes } = await run({ pools: { shop: [url] }, requests });
  expect(seen).toEqual(['PUT /orders/0 me', 'PUT /orders/0 me', 'GET /looks/0 ', 'GET /looks/0 ']);
  expect(end.due).toBe(1);
  expect(outcomes.map(({ index, step, status }) => `${index} ${step} ${status}`)).toEqual([
    '0 first 503',
    '0 again 201',
    '0 follow 200',
    '0 follow 200',
  ]);
  for (const { dueUs, takenUs } of outcomes) expect(takenUs).toBeGreaterThanOrEqual(dueUs);
});

test('once it is enough, or in a closed loop, nobody insists', async () => {
  let asked = 0;
  const enough = new AbortController();
  const url = await serve((_request, response) => {
    asked++;
    enough.abort();
    response.writeHead(503).end();
  });
  const requests = every(0, 1, { retry: true });
  await run({ pools: { shop: [url] }, requests, enough: enough.signal });
  await run({ pools: { shop: [url] }, requests, closed: { durationMs: 1000 } });
  expect(asked).toBe(2);
});
