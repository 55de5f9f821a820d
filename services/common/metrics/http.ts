/** Requests of a server, by route and status, and `GET /metrics` itself. */
import type { FastifyInstance } from 'fastify';
import { route } from '../told.ts';
import type { Metrics } from './metrics.ts';
import { watchProcess } from './process.ts';

/** What is not there, or not for this method, has no route of its own: else any caller could make up labels. */
const NO_ROUTE = 'none';

const ofMetrics = route({
  tag: 'operation',
  says: 'What this instance counts and times, as Prometheus reads it.',
  answers: { 200: { media: 'text/plain', says: 'All metrics in the text format.' } },
});

/** Offers `GET /metrics`, and counts all requests, those that are turned away too. */
export function watchHttp(app: FastifyInstance, metrics: Metrics): void {
  const took = metrics.seconds(
    'http_request_duration_seconds',
    'From when the head of a request was read to the end of its answer',
    ['method', 'route', 'status'],
  );
  const underWay = metrics.gauge('http_requests_under_way', 'Requests that are not answered yet');
  app.addHook('onRequest', (_request, _reply, done) => {
    underWay.inc();
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    underWay.dec();
    const isRoute = !request.is404 && reply.statusCode !== 405;
    const url = isRoute ? (request.routeOptions.url ?? NO_ROUTE) : NO_ROUTE;
    const method = isRoute ? request.method : NO_ROUTE;
    took.observe({ method, route: url, status: reply.statusCode }, reply.elapsedTime / 1000);
    done();
  });
  let watchesProcess = false;
  app.get('/metrics', ofMetrics, async (_request, reply) => {
    // From the first time on: it costs a timer and an observer, which nobody need pay who is not looked at.
    if (!watchesProcess) watchProcess(metrics);
    watchesProcess = true;
    reply.header('content-type', metrics.contentType);
    return metrics.text();
  });
}
