import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { CannotStart } from './options.ts';
import { askForShop } from './probe.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Answers what `say` gives, and notes what it was asked. */
async function serverSaying(say: (url: string) => [status: number, body: string]) {
  const asked: string[] = [];
  const server = createServer(({ method, url }, response) => {
    asked.push(`${method} ${url}`);
    const [status, body] = say(url!);
    response.writeHead(status, { connection: 'close' }).end(body);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const refusal = (error: string): [number, string] => [404, JSON.stringify({ error, message: 'none' })];
const shop = (url: string) => refusal(url.startsWith('/orders/') ? 'unknown_order' : 'unknown_product');
const hint = (asked: string) => `; look to ${asked}`;

test('a shop is known by what it says of what it does not have, and is only read from', async () => {
  const { url, asked } = await serverSaying(shop);
  await askForShop({ orders: url, products: url }, hint);
  expect(asked.map((line) => line.replace(/[^/]*$/, ''))).toEqual(['GET /orders/', 'GET /products/']);
});

test('one that is about to start is waited for', async () => {
  let asked = 0;
  const { url } = await serverSaying((path) => (asked++ === 0 ? [503, '{"error":"starting"}'] : shop(path)));
  await askForShop({ orders: url, products: url }, hint);
  expect(asked).toBe(3);
});

test.each<[string, [number, string], string]>([
  ['files', [404, '<!DOCTYPE HTML><p>File not found'], '404'],
  ['something that finds anything', [200, '{}'], '200'],
  ['another API', refusal('Not Found'), '404 Not Found'],
  ['JSON that is no object', [404, 'null'], '404'],
])('a server of %s is no shop, in one line', async (_, answer, heard) => {
  const { url, asked } = await serverSaying(() => answer);
  const asking = askForShop({ orders: url, products: url }, hint);
  await expect(asking).rejects.toThrow(CannotStart);
  await expect(asking).rejects.toThrow(
    new RegExp(
      `^${url} does not answer as a shop does: GET /orders/\\S+ should be answered 404 unknown_order, but was: ${heard}; look to orders$`,
    ),
  );
  expect(asked).toHaveLength(1);
});

test('a service that takes orders but shows no products is told from one that does', async () => {
  const orders = await serverSaying((url) => (url.startsWith('/orders/') ? shop(url) : refusal('not_found')));
  await expect(askForShop({ orders: orders.url, products: orders.url }, hint)).rejects.toThrow(
    /should be answered 404 unknown_product, but was: 404 not_found; look to products$/,
  );
});
