/** Text, bytes, compression, pings and a close with a code. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { WebSocket, WebSocketServer } from 'ws';

const { ROLE, PEER } = process.env;
if (ROLE === 'server') {
  const server = new WebSocketServer({ port: 3000, perMessageDeflate: { threshold: 0 } });
  server.on('connection', (socket) => {
    socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
    socket.on('close', (code) => console.log(`closed with ${code}`));
  });
} else {
  const socket = new WebSocket(`ws://${PEER}:3000`);
  await once(socket, 'open');
  const big = 'x'.repeat(100_000);
  socket.send(big);
  assert.equal(String((await once(socket, 'message'))[0]), big);
  socket.send(Buffer.from([1, 2, 3]));
  assert.deepEqual([...(await once(socket, 'message'))[0]], [1, 2, 3]);
  socket.ping('p');
  assert.equal(String(await once(socket, 'pong')), 'p');
  socket.close(4001, 'enough');
  assert.equal((await once(socket, 'close'))[0], 4001);
  const dead = new WebSocket(`ws://${PEER}:1`);
  const [error] = await once(dead, 'error');
  assert.equal(error.code, 'ECONNREFUSED');
  console.log('done');
}
