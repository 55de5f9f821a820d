import assert from 'node:assert/strict';
import compress from '@fastify/compress';
import Fastify from 'fastify';

const { ROLE, PEER } = process.env;
if (ROLE === 'server') {
  const app = Fastify({ logger: true });
  await app.register(compress, { threshold: 0 });
  app.get('/big', async () => ({ text: 'x'.repeat(10_000) }));
  app.post(
    '/echo',
    { schema: { body: { type: 'object', required: ['a'] } } },
    async (request) => request.body,
  );
  await app.listen({ port: 3000, host: '0.0.0.0' });
} else {
  for (const encoding of ['gzip', 'br', 'deflate']) {
    const response = await fetch(`http://${PEER}:3000/big`, { headers: { 'accept-encoding': encoding } });
    assert.equal(response.headers.get('content-encoding'), encoding);
    assert.equal((await response.json()).text.length, 10_000);
  }
  const headers = { 'content-type': 'application/json' };
  const bad = await fetch(`http://${PEER}:3000/echo`, { method: 'POST', headers, body: '{}' });
  assert.equal(bad.status, 400);
  console.log('done');
}
