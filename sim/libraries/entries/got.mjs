/** With retries, whose waits are virtual time. */
import assert from 'node:assert/strict';
import http from 'node:http';
import got from 'got';

const { ROLE, PEER } = process.env;
if (ROLE === 'server') {
  let asked = 0;
  http
    .createServer((request, response) => {
      if (request.url === '/flaky' && ++asked < 3) return response.writeHead(503).end();
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ url: request.url, asked }));
    })
    .listen(3000);
} else {
  assert.deepEqual(await got(`http://${PEER}:3000/flaky`).json(), { url: '/flaky', asked: 3 });
  let text = '';
  for await (const chunk of got.stream(`http://${PEER}:3000/stream`)) text += chunk;
  assert.equal(text, '{"url":"/stream","asked":3}');
  console.log('done');
}
