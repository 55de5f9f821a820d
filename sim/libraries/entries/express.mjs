import assert from 'node:assert/strict';
import http from 'node:http';
import { text } from 'node:stream/consumers';
import express from 'express';

const { ROLE, PEER } = process.env;
if (ROLE === 'server') {
  const app = express();
  app.use(express.json());
  app.get('/hello/:name', (request, response) =>
    response.json({ hello: request.params.name, query: request.query }),
  );
  app.post('/sum', (request, response) => response.status(201).send(String(request.body.a + request.body.b)));
  app.get('/fails', async () => {
    await null;
    throw new Error('it failed');
  });
  app.use((error, _request, response, _next) => response.status(500).send(error.message));
  app.listen(3000);
} else {
  const ask = (method, path, body) =>
    new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json' };
      const request = http.request({ host: PEER, port: 3000, method, path, headers }, async (response) =>
        resolve([response.statusCode, await text(response)]),
      );
      request.on('error', reject).end(body);
    });
  assert.deepEqual(await ask('GET', '/hello/world?n=1'), [200, '{"hello":"world","query":{"n":"1"}}']);
  assert.deepEqual(await ask('POST', '/sum', '{"a":1,"b":2}'), [201, '3']);
  assert.deepEqual(await ask('GET', '/fails'), [500, 'it failed']);
  console.log('done');
}
