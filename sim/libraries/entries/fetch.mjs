import assert from 'node:assert/strict';
import http from 'node:http';

const { ROLE, PEER } = process.env;
if (ROLE === 'server') {
  http
    .createServer(async (request, response) => {
      if (request.url === '/slow') return;
      for await (const chunk of request) response.write(chunk);
      response.end();
    })
    .listen(3000);
} else {
  const url = `http://${PEER}:3000`;
  const response = await fetch(url, { method: 'POST', body: 'a'.repeat(100_000) });
  assert.equal((await response.text()).length, 100_000);
  const form = new FormData();
  form.set('a', new Blob(['b']), 'c.txt');
  assert.match(await (await fetch(url, { method: 'POST', body: form })).text(), /filename="c.txt"/);
  await assert.rejects(fetch(`${url}/slow`, { signal: AbortSignal.timeout(100) }), { name: 'TimeoutError' });
  await assert.rejects(fetch(`http://${PEER}:4000/`), (error) => error.cause.code === 'ECONNREFUSED');
  console.log('done');
}
