import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { Answer } from '../invariants/index.ts';
import type { PlannedRequest } from '../scenario/request.ts';
import { CannotStart } from './options.ts';
import { lap, probe, recognise } from './probe.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Answers what `say` gives, and notes what it was asked. */
async function serverSaying(say: (asked: string) => [status: number, body: string]) {
  const asked: string[] = [];
  const server = createServer(({ method, url }, response) => {
    asked.push(`${method} ${url}`);
    const [status, body] = say(`${method} ${url}`);
    response.writeHead(status, { connection: 'close' }).end(body);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const refusal = (error: string): [number, string] => [404, JSON.stringify({ error, message: 'none' })];
const known = { path: '/orders/none-such', status: 404, body: { error: 'unknown_order' } };

test('a service is known by what only it says, and is only read from', async () => {
  const { url, asked } = await serverSaying(() => refusal('unknown_order'));
  await recognise('orders', url, known);
  expect(asked).toEqual(['GET /orders/none-such']);
});

test('one that is about to start is waited for', async () => {
  let asked = 0;
  const { url } = await serverSaying(() =>
    asked++ === 0 ? [503, '{"error":"starting"}'] : refusal('unknown_order'),
  );
  await recognise('orders', url, known);
  expect(asked).toBe(2);
});

test.each<[string, [number, string], string]>([
  ['files', [404, '<!DOCTYPE HTML><p>File not found'], '404'],
  ['something that finds anything', [200, '{}'], '200'],
  ['another API', refusal('Not Found'), '404 Not Found'],
  ['JSON that is no object', [404, 'null'], '404'],
])('a server of %s is no such service, in one line', async (_, answer, heard) => {
  const { url, asked } = await serverSaying(() => answer);
  const asking = recognise('orders', url, known);
  await expect(asking).rejects.toThrow(CannotStart);
  await expect(asking).rejects.toThrow(
    `${url} does not answer as orders does: GET /orders/none-such should be answered 404 unknown_order, but was: ${heard}; say with --target orders=URL where orders is`,
  );
  expect(asked).toHaveLength(1);
});

const request = (kind: string, method: string, path: string): PlannedRequest => ({
  ...{ kind, key: path, to: 'api', method, path, atMs: 0, client: 0 },
});
const trial = [
  request('write', 'PUT', '/a'),
  request('read', 'GET', '/missing'),
  request('read', 'GET', '/a'),
  request('bad', 'PUT', '/bad'),
  request('write', 'PUT', '/never-asked'),
];
const kinds = { write: { says: '' }, read: { says: '' }, bad: { says: 'to be refused', right: '4xx' } };

test('each kind of request is proven by one good answer, and then nothing more is asked', async () => {
  const { url, asked } = await serverSaying((what) => [
    what === 'GET /missing' || what === 'PUT /bad' ? 404 : 200,
    '{}',
  ]);
  await probe(trial, () => url, kinds);
  expect(asked).toEqual(['PUT /a', 'GET /missing', 'GET /a', 'PUT /bad']);
});

test('what is shown only later is looked for again', async () => {
  let looks = 0;
  const { url } = await serverSaying((what) => [
    what.startsWith('GET') ? (looks++ < 3 ? 404 : 200) : what === 'PUT /bad' ? 400 : 201,
    '',
  ]);
  await probe(trial, () => url, kinds);
  expect(looks).toBe(4);
});

test('a kind that is never answered as it should be is told, with what was said', async () => {
  const { url } = await serverSaying(() => [201, '{}']);
  await expect(probe(trial, () => url, kinds)).rejects.toThrow(
    `bad (PUT ${url}/bad) should be answered 4xx, but was: 201`,
  );
}, 20_000);

test('a lap tells what was answered to each, and of silence too', async () => {
  const { url } = await serverSaying(() => [200, '{"text":"a"}']);
  const answers: Answer[] = [];
  const hooks = {
    nowMs: () => 7,
    onSent: () => {},
    onAnswer: (answer: Answer) => void answers.push(answer),
    signal: new AbortController().signal,
  };
  const payload = { text: 'a' };
  await lap([{ ...trial[0]!, payload, expect: { of: 1 } }], () => url, hooks);
  await lap([trial[1]!], () => 'http://127.0.0.1:1', hooks);
  expect(answers).toEqual([
    {
      ...{
        client: 'groundhog',
        sentMs: 7,
        atMs: 7,
        kind: 'write',
        key: '/a',
        to: 'api',
        method: 'PUT',
        path: '/a',
      },
      ...{ payload, expect: { of: 1 }, status: 200, body: { text: 'a' } },
    },
    expect.objectContaining({ kind: 'read', status: 0, body: null }),
  ]);
});

test('a lap whose run is over ends at once, and takes what it cut short for no silence', async () => {
  const over = new AbortController();
  const server = createServer(() => over.abort());
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answers: Answer[] = [];
  await lap(trial, () => url, {
    nowMs: () => 7,
    onSent: () => {},
    onAnswer: (answer) => void answers.push(answer),
    signal: over.signal,
  });
  expect(answers).toEqual([]);
});
