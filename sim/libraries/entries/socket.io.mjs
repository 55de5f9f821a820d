/** Long polling first, then an upgrade to a WebSocket; acknowledgements and a room. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';

const { ROLE, PEER } = process.env;
if (ROLE === 'server') {
  const server = new Server(3000);
  server.on('connection', (socket) => {
    socket.join('all');
    socket.on('add', (a, b, reply) => reply(a + b));
    socket.on('shout', (text) => server.to('all').emit('heard', text));
  });
} else {
  const [a, b] = [
    io(`http://${PEER}:3000`, { forceNew: true }),
    io(`http://${PEER}:3000`, { forceNew: true }),
  ];
  await Promise.all([a, b].map((socket) => new Promise((resolve) => socket.on('connect', resolve))));
  assert.equal(await a.emitWithAck('add', 1, 2), 3);
  const heard = new Promise((resolve) => b.on('heard', resolve));
  a.emit('shout', 'hello');
  assert.equal(await heard, 'hello');
  if (a.io.engine.transport.name !== 'websocket') await once(a.io.engine, 'upgrade');
  assert.equal(await a.emitWithAck('add', 3, 4), 7);
  a.disconnect();
  b.disconnect();
  console.log('done');
}
