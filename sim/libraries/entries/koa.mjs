import assert from 'node:assert/strict';
import Koa from 'koa';

const { ROLE, PEER } = process.env;
if (ROLE === 'server') {
  const app = new Koa();
  app.use(async (context, next) => {
    await next();
    context.set('x-by', 'koa');
  });
  app.use((context) => {
    context.body = { path: context.path, host: context.host };
  });
  app.listen(3000);
} else {
  const response = await fetch(`http://${PEER}:3000/a`);
  assert.equal(response.headers.get('x-by'), 'koa');
  assert.deepEqual(await response.json(), { path: '/a', host: `${PEER}:3000` });
  console.log('done');
}
