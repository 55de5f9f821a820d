import './install.ts';
import http from 'node:http';
import net from 'node:net';
import { expect, test } from 'vitest';
import { Network } from '../network/network.ts';
import { World } from '../world/world.ts';
import { attachNetwork } from './sockets.ts';

const HOW_MANY = 20;

/** A server gets a first round of callers, which hang up, and then a second, whose connections it closes itself. */
async function closedInOrder(close: (server: http.Server) => void): Promise<number[]> {
  const world = new World({ seed: 'a' });
  const network = new Network(world);
  network.link = { latencyUs: 1000, jitterUs: 0 };
  attachNetwork(world, network);
  const closed: number[] = [];
  world.host('server').start(() => {
    const server = http.createServer((_request, response) => response.end('ok'));
    server.on('connection', (socket) => socket.on('close', () => closed.push(socket.remotePort!)));
    server.listen(80);
    setTimeout(() => {
      closed.length = 0;
      close(server);
    }, 4000);
  });
  world.host('client').start(() => {
    const call = (n: number) => {
      const socket = net.connect(80, 'server');
      socket.write('GET / HTTP/1.1\r\nHost: server\r\n\r\n');
      socket.resume();
      if (n < HOW_MANY) setTimeout(() => socket.destroy(), 1000 + ((n * 7) % HOW_MANY) * 10);
    };
    // Parsers are reused, the last freed first: those of the second round lie in memory in another order.
    for (let n = 0; n < 2 * HOW_MANY; n++) setTimeout(() => call(n), n < HOW_MANY ? n : 2000 + n);
  });
  await world.run(() => false, 5_000_000);
  return closed;
}

test.each([
  ['closeAllConnections', (server: http.Server) => server.closeAllConnections()],
  ['closeIdleConnections', (server: http.Server) => server.closeIdleConnections()],
] as const)('%s ends them in the order they were dialled, not in that of memory', async (_name, close) => {
  const closed = await closedInOrder(close);
  expect(closed).toHaveLength(HOW_MANY);
  expect(closed).toEqual([...closed].sort((a, b) => a - b));
});

test('closeIdleConnections leaves who has not asked for anything yet, whatever Node this is', async () => {
  const world = new World({ seed: 'a' });
  const network = new Network(world);
  attachNetwork(world, network);
  const closed: string[] = [];
  world.host('server').start(() => {
    const server = http.createServer((_request, response) => response.end('ok')).listen(80);
    setTimeout(() => server.closeIdleConnections(), 2000);
  });
  world.host('client').start(() => {
    const call = (said: string) =>
      net
        .connect(80, 'server')
        .on('close', () => closed.push(said))
        .resume()
        .write(said);
    setTimeout(() => {
      for (const said of ['', '\r\n', 'GET / HT', 'GET / HTTP/1.1\r\nHost: server\r\n\r\n']) call(said);
    }, 1000);
  });
  await world.run(() => false, 5_000_000);
  expect(closed).toEqual(['GET / HTTP/1.1\r\nHost: server\r\n\r\n']);
});
