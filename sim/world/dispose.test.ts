import '../engine.ts';
import http from 'node:http';
import net from 'node:net';
import v8 from 'node:v8';
import vm from 'node:vm';
import { expect, test } from 'vitest';
import { Network } from '../network/network.ts';
import { attachNetwork } from '../node/sockets.ts';
import { dispose } from './dispose.ts';
import { turn } from './drain.ts';
import { World } from './world.ts';

v8.setFlagsFromString('--expose-gc');
const gc = vm.runInNewContext('gc') as () => void;

/** More callers at once than Node keeps parsers for, all there when the world ends. */
const CROWD = 1100;

async function crowdedWorld(): Promise<WeakRef<World>> {
  const world = new World({ seed: 'a' });
  const network = new Network(world);
  attachNetwork(world, network);
  let answered = 0;
  world.host('server').start(() => {
    http.createServer((_request, response) => response.end('ok')).listen(80);
  });
  world.host('client').start(() => {
    for (let n = 0; n < CROWD; n++) {
      const socket = net.connect(80, 'server');
      socket.write('GET / HTTP/1.1\r\nHost: server\r\n\r\n');
      socket.once('data', () => answered++);
    }
  });
  await world.run(() => answered === CROWD, Number.POSITIVE_INFINITY);
  expect(answered).toBe(CROWD);
  await dispose(world, network);
  return new WeakRef(world);
}

test('nothing of a world is left in memory, however many connections it had', async () => {
  const world = await crowdedWorld();
  await turn();
  gc();
  expect(world.deref()).toBeUndefined();
});
