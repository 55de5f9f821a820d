/** One server with a certificate, asked in every way; whoever does not trust it does not talk to it. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import tls from 'node:tls';
import axios from 'axios';
import got from 'got';
import { Agent, fetch } from 'undici';
import { WebSocket, WebSocketServer } from 'ws';

const { ROLE, PEER, TLS_KEY: key, TLS_CERT: cert, TLS_CA: ca } = process.env;
if (ROLE === 'server') {
  const server = https.createServer({ key, cert }, (request, response) => response.end(request.url));
  new WebSocketServer({ server }).on('connection', (socket) => {
    socket.on('message', (data) => socket.send(`${data}!`));
  });
  server.listen(3000);
} else {
  const url = `https://${PEER}:3000/a`;
  const get = (options) =>
    new Promise((resolve, reject) => https.get(url, options, resolve).on('error', reject));
  assert.equal(await text(await get({ ca })), '/a');
  await assert.rejects(get({}), { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
  const agent = new https.Agent({ ca, keepAlive: true });
  assert.equal((await axios.get(url, { httpsAgent: agent })).data, '/a');
  assert.equal(await got(url, { agent: { https: agent } }).text(), '/a');
  const dispatcher = new Agent({ connect: { ca } });
  assert.equal(await (await fetch(url, { dispatcher })).text(), '/a');
  const socket = new WebSocket(`wss://${PEER}:3000`, { ca });
  await once(socket, 'open');
  socket.send('hello');
  assert.equal(String((await once(socket, 'message'))[0]), 'hello!');
  const plain = tls.connect({ host: PEER, port: 3000, ca, ALPNProtocols: ['http/1.1'] });
  await once(plain, 'secureConnect');
  assert.equal(plain.alpnProtocol, 'http/1.1');
  console.log('done');
}
