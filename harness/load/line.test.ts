/** Holds autocannon to what `line.ts` leans on that its authors never promised. */
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import type { AutocannonClient } from './line.ts';

const require = createRequire(import.meta.url);
const Client = require('autocannon/lib/httpClient.js') as new (options: object) => AutocannonClient;

test('autocannon is pinned to the exact version this was written for', () => {
  expect(manifest.dependencies.autocannon).toBe('9.0.0');
  expect(require('autocannon/package.json').version).toBe('9.0.0');
});

test('a client has the private parts that a line takes over', () => {
  for (const name of [
    '_doRequest',
    '_connect',
    '_resetConnection',
    '_destroyConnection',
    'setRequests',
  ] as const)
    expect(Client.prototype[name], name).toBeTypeOf('function');
});

test('setupClient comes before the first connect, all requests go by way of _doRequest, and answers say so', async () => {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(request.url!);
    response.end('hello');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const told: unknown[] = [];
  let asked = 0;
  let send = () => {};
  const client = new Client({
    hostname: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    timeout: 60,
    setupClient: (own: AutocannonClient) => {
      expect(own.conn).toBeUndefined();
      send = own._doRequest.bind(own);
      own._doRequest = () => {
        asked++;
      };
    },
  });
  expect(client.conn).toBeDefined();
  expect(client.parser.initialize).toBeTypeOf('function');
  expect(asked).toBe(1);
  client.on('headers', (head) => told.push(['headers', head.shouldKeepAlive]));
  for (const path of ['/first', '/second']) {
    client.setRequests([
      {
        method: 'GET',
        path,
        onResponse: (status: number, body: string) => told.push(['body', status, body]),
      },
    ]);
    const answered = new Promise<void>((resolve) => {
      client.once('response', (status) => {
        told.push(['response', status]);
        resolve();
      });
    });
    send();
    await answered;
  }
  expect(seen).toEqual(['/first', '/second']);
  const each = [
    ['headers', true],
    ['body', 200, 'hello'],
    ['response', 200],
  ];
  expect(told).toEqual([...each, ...each]);
  // Once when connected and once after each answer: the moments at which it would have gone on by itself.
  expect(asked).toBe(3);
  (client as unknown as { destroy(): void }).destroy();
  server.close();
});
