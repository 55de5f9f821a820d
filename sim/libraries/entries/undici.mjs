/** The dispatcher of all, one of its own, and a retrying one. */
import assert from 'node:assert/strict';
import http from 'node:http';
import { Agent, fetch, getGlobalDispatcher, Pool, RetryAgent, request, setGlobalDispatcher } from 'undici';

const { ROLE, PEER } = process.env;
if (ROLE === 'server') {
  let asked = 0;
  http
    .createServer((request, response) => {
      if (request.url === '/flaky' && ++asked % 3) return response.writeHead(503).end();
      response.end(request.url);
    })
    .listen(3000);
} else {
  const url = `http://${PEER}:3000`;
  assert.equal(await (await request(`${url}/a`)).body.text(), '/a');
  const before = getGlobalDispatcher();
  setGlobalDispatcher(new Agent({ connections: 1 }));
  assert.notEqual(getGlobalDispatcher(), before);
  assert.deepEqual(await Promise.all(['/b', '/c'].map(async (path) => (await fetch(url + path)).text())), [
    '/b',
    '/c',
  ]);
  assert.equal(await (await globalThis.fetch(`${url}/g`)).text(), '/g');
  const pool = new Pool(url, { connections: 2 });
  const { body } = await pool.request({ path: '/d', method: 'GET' });
  assert.equal(await body.text(), '/d');
  await pool.close();
  const retried = await request(`${url}/flaky`, { dispatcher: new RetryAgent(new Agent()) });
  assert.equal(await retried.body.text(), '/flaky');
  console.log('done');
}
