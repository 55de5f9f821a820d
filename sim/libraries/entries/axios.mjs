import assert from 'node:assert/strict';
import http from 'node:http';
import axios from 'axios';

const { ROLE, PEER } = process.env;
if (ROLE === 'server') {
  http
    .createServer(async (request, response) => {
      if (request.url === '/slow') return;
      if (request.url === '/moved') return response.writeHead(302, { location: '/there' }).end();
      let body = '';
      for await (const chunk of request) body += chunk;
      response.setHeader('content-type', 'application/json');
      response.writeHead(request.url === '/bad' ? 422 : 200).end(JSON.stringify({ url: request.url, body }));
    })
    .listen(3000);
} else {
  const api = axios.create({ baseURL: `http://${PEER}:3000`, timeout: 1000 });
  assert.deepEqual((await api.post('/a', { n: 1 })).data, { url: '/a', body: '{"n":1}' });
  assert.equal((await api.get('/moved')).data.url, '/there');
  await assert.rejects(api.get('/bad'), { status: 422 });
  await assert.rejects(api.get('/slow'), { code: 'ECONNABORTED' });
  console.log('done');
}
