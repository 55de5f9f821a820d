import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { CannotStart } from './options.ts';
import { answers } from './target.ts';

test('a target answers with whatever it has, until it is gone', async () => {
  const server = createServer((_, response) => response.writeHead(404).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await answers(url);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  const failure = await answers(url).catch((error: Error) => error);
  expect(failure).toBeInstanceOf(CannotStart);
  expect((failure as Error).message).toMatch(/^the target http:\S+ does not answer: .*ECONNREFUSED/);
});
