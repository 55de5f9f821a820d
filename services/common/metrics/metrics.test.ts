import Fastify from 'fastify';
import { expect, it } from 'vitest';
import { watchHttp } from './http.ts';
import { Metrics } from './metrics.ts';

it('counts requests by route and status, and makes up no label for what has no route', async () => {
  const app = Fastify();
  watchHttp(app, new Metrics());
  app.get('/orders/:id', async () => ({}));
  for (const url of ['/orders/1', '/orders/2', '/nothing/1', '/nothing/2']) await app.inject({ url });
  const { body, headers } = await app.inject({ url: '/metrics' });
  expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
  const counts = body.split('\n').filter((line) => line.startsWith('http_request_duration_seconds_count'));
  expect(counts.sort()).toEqual([
    'http_request_duration_seconds_count{method="GET",route="/orders/:id",status="200"} 2',
    'http_request_duration_seconds_count{method="none",route="none",status="404"} 2',
  ]);
  // Itself.
  expect(body).toMatch(/^http_requests_under_way 1$/m);
  expect(body).toMatch(/^process_cpu_seconds_total /m);
  expect(body).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
});

it('gives the same metric to whoever asks for it again', () => {
  const metrics = new Metrics();
  expect(metrics.counter('calls_total', 'Calls', ['to'])).toBe(
    metrics.counter('calls_total', 'Calls', ['to']),
  );
});

it('looks up a gauge when somebody asks, and not before', async () => {
  const metrics = new Metrics();
  let looks = 0;
  metrics.gauge('queue', 'Who waits', [], (gauge) => gauge.set(++looks));
  expect(looks).toBe(0);
  expect(await metrics.text()).toMatch(/^queue 1$/m);
  expect(await metrics.text()).toMatch(/^queue 2$/m);
});
