/** Several requests over one plain connection, with a body each way. */
import assert from 'node:assert/strict';
import http2 from 'node:http2';
import { text } from 'node:stream/consumers';

const { ROLE, PEER } = process.env;
if (ROLE === 'server') {
  const server = http2.createServer();
  server.on('stream', async (stream, headers) => {
    const body = await text(stream);
    stream.respond({ ':status': 200, 'x-path': headers[':path'] });
    stream.end(body.toUpperCase());
  });
  server.listen(3000);
} else {
  const session = http2.connect(`http://${PEER}:3000`);
  const ask = async (path, body) => {
    const stream = session.request({ ':method': 'POST', ':path': path });
    stream.end(body);
    const headers = new Promise((resolve) => stream.on('response', resolve));
    const [{ 'x-path': at }, answer] = await Promise.all([headers, text(stream)]);
    return [at, answer];
  };
  assert.deepEqual(await Promise.all([ask('/a', 'one'), ask('/b', 'two')]), [
    ['/a', 'ONE'],
    ['/b', 'TWO'],
  ]);
  const big = 'x'.repeat(300_000);
  assert.equal((await ask('/c', big))[1].length, big.length);
  session.close();
  await new Promise((resolve) => session.on('close', resolve));
  console.log('done');
}
