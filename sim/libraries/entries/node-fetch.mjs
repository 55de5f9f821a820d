import assert from 'node:assert/strict';
import http from 'node:http';
import { gzipSync } from 'node:zlib';
import fetch from 'node-fetch';

const { ROLE, PEER } = process.env;
if (ROLE === 'server') {
  http
    .createServer((request, response) => {
      if (request.url === '/slow') return;
      response.setHeader('content-encoding', 'gzip');
      response.end(gzipSync('hello'));
    })
    .listen(3000);
} else {
  assert.equal(await (await fetch(`http://${PEER}:3000/`)).text(), 'hello');
  await assert.rejects(fetch(`http://${PEER}:3000/slow`, { signal: AbortSignal.timeout(100) }), {
    name: 'AbortError',
  });
  await assert.rejects(fetch('http://nobody/'), { code: 'ENOTFOUND' });
  console.log('done');
}
