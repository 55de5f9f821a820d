import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { freePort, listens } from './ports.ts';

test('no port is given twice, and each can be listened on, which is noticed', async () => {
  const taken = new Set<number>();
  const ports = [await freePort(taken), await freePort(taken)];
  expect(new Set(ports).size).toBe(2);
  expect([...taken]).toEqual(expect.arrayContaining(ports));
  const abort = new AbortController();
  const [first, second] = ports as [number, number];
  const noticed = listens(first, abort.signal);
  const server = createServer().listen(first);
  await once(server, 'listening');
  expect(await noticed).toBe(true);
  const never = listens(second, abort.signal);
  abort.abort();
  expect(await never).toBe(false);
  server.close();
});
