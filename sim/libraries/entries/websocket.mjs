/** The global WebSocket, as browsers have it. */
import assert from 'node:assert/strict';
import { WebSocketServer } from 'ws';

const { ROLE, PEER } = process.env;
if (ROLE === 'server') {
  new WebSocketServer({ port: 3000 }).on('connection', (socket) => {
    socket.on('message', (data) => socket.send(`${data}!`));
  });
} else {
  const socket = new WebSocket(`ws://${PEER}:3000`);
  await new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }));
  socket.send('hello');
  const { data } = await new Promise((resolve) =>
    socket.addEventListener('message', resolve, { once: true }),
  );
  assert.equal(data, 'hello!');
  socket.close();
  console.log('done');
}
