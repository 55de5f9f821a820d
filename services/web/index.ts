/**
 * The shop for a person to look at: products and orders live, the story of each order, every process, and the invariants.
 *
 * It reads through the services' own APIs and follows the database's change stream; it stores nothing. `feed.ts` is what
 * changes, `story.ts` an order across services, `instances.ts` how processes are, `page/` the page itself. With a
 * control URL, which only `dev` gives, it may strike processes and the bank: to be had on loopback only.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { HttpError } from '../common/http-error.ts';
import { repeat } from '../common/loop.ts';
import type { RunningService, ServiceConfig } from '../common/service.ts';
import { startService } from '../common/start.ts';
import { untold } from '../common/told.ts';
import { type Reply, Upstream } from '../common/upstream.ts';
import * as api from './api.ts';
import { buildAssets, documentOf } from './assets.ts';
import { Feed } from './feed.ts';
import { healthOf } from './instances.ts';
import { storyOf, type Upstreams } from './story.ts';
import { streamTo } from './stream.ts';

export interface WebConfig extends ServiceConfig {
  /** Base URLs of all instances of each service. */
  urls: Record<keyof Upstreams, string[]>;
  /** Where processes are seen and struck; absent: they are not. */
  controlUrl?: string | undefined;
}

const TIMEOUT_MS = 2000;
const FOLLOW_AGAIN_MS = 200;
const DEED_WITHIN_MS = 60_000;
const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const ABOUT = { name: 'web', says: 'The shop for a person to look at: what the page asks of its server.' };

export async function startWeb(config: WebConfig): Promise<RunningService> {
  const assets = await buildAssets();
  const { urls, controlUrl } = config;
  return startService(ABOUT, config, [], ({ app, mongo, log, metrics, closing }) => {
    const feed = new Feed(mongo);
    const upstream = (name: keyof Upstreams) => new Upstream(name, urls[name], TIMEOUT_MS, metrics);
    const upstreams: Upstreams = {
      orchestrator: upstream('orchestrator'),
      inventory: upstream('inventory'),
      payment: upstream('payment'),
      projector: upstream('projector'),
      gateway: upstream('gateway'),
    };

    app.addHook('onRequest', async (request) => refuseOthers(request, controlUrl !== undefined));
    app.addHook('onSend', async (_request, reply) => {
      reply.headers({
        'content-security-policy': POLICY,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      });
    });
    app.get('/', api.showPage, (_request, reply) =>
      reply.type('text/html; charset=utf-8').send(documentOf(assets, controlUrl !== undefined)),
    );
    for (const { path, type, text } of Object.values(assets))
      app.get(path, untold, (_request, reply) =>
        reply.type(type).header('cache-control', 'public, max-age=31536000, immutable').send(text),
      );

    app.get('/api/live', api.live, (_request, reply) => streamTo(reply, feed, closing));
    app.get('/api/products', api.listProducts, async () => ({
      stored: bodyOf(await upstreams.inventory.get('/products')).products,
      shown: bodyOf(await upstreams.projector.get('/products')).products,
    }));
    app.get<{ Params: { id: string }; Querystring: { before?: string } }>(
      '/api/products/:id/events',
      api.listEvents,
      async ({ params, query }) => {
        const before = query.before ? `?before=${encodeURIComponent(query.before)}` : '';
        return bodyOf(
          await upstreams.inventory.get(`/products/${encodeURIComponent(params.id)}/events${before}`),
        );
      },
    );
    app.get('/api/orders', api.listOrders, async (request) =>
      bodyOf(await upstreams.orchestrator.get(`/orders${new URL(request.url, 'http://web').search}`)),
    );
    app.post('/api/orders', api.placeOrder, async ({ body }, reply) => {
      const answer = await upstreams.orchestrator.post('/orders', body as object);
      if (answer.kind === 'answered') return reply.code(answer.status).send(answer.body);
      throw away();
    });
    app.get<{ Params: { id: string } }>('/api/orders/:id/story', api.showStory, async ({ params }) => {
      const story = await storyOf(params.id, feed.wayOf(params.id), upstreams);
      if (story === null) throw away();
      if (story === undefined)
        throw new HttpError(404, 'unknown_order', 'there is no such order', 'order_id');
      return story;
    });
    app.get('/api/processes', api.listProcesses, async () => ({
      processes: await Promise.all(
        Object.entries(urls).flatMap(([service, all]) => all.map((url) => healthOf(service, url))),
      ),
    }));
    app.get<{ Params: { service: string } }>(
      '/api/services/:service/openapi.json',
      api.showDocument,
      async ({ params: { service } }) => {
        if (!Object.hasOwn(upstreams, service))
          throw new HttpError(404, 'unknown_service', 'there is no such service', 'service');
        return bodyOf(await upstreams[service as keyof Upstreams].get('/openapi.json'));
      },
    );
    if (controlUrl !== undefined) offerDeeds(app, controlUrl, urls.gateway[0]!);

    return {
      background: () =>
        repeat('following the database', FOLLOW_AGAIN_MS, closing, log, () => feed.follow(closing)),
      release: async () => {
        for (const one of Object.values(upstreams)) await one.close();
      },
    };
  });
}

/**
 * What another site's page makes a browser ask for is refused: it would come with an origin of its own, or, where a name was
 * bent to point here, with a host that is not this one.
 */
function refuseOthers({ headers, method }: FastifyRequest, isDangerous: boolean): void {
  if (isDangerous && !LOOPBACK.test(headers.host ?? ''))
    throw new HttpError(403, 'forbidden', 'this is to be had by a loopback address only', 'host');
  if (method === 'GET' || headers.origin === undefined) return;
  if (headers.origin !== `http://${headers.host}` && headers.origin !== `https://${headers.host}`)
    throw new HttpError(403, 'forbidden', 'another site may not ask for this', 'origin');
}

const away = () => new HttpError(503, 'unavailable', 'the service that knows does not answer');

function bodyOf(reply: Reply): Record<string, unknown> {
  if (reply.kind === 'unknown') throw away();
  if (reply.status === 200) return reply.body;
  const { error, message, field } = reply.body as Record<'error' | 'message', string> & { field?: string };
  throw new HttpError(reply.status, error, message, field);
}

/** Processes and invariants as `dev` has them, and what may be done to processes and to the bank. */
function offerDeeds(app: FastifyInstance, controlUrl: string, bankUrl: string): void {
  app.get('/api/control', api.showControl, async (_request, reply) => relay(reply, `${controlUrl}/state`));
  app.post<{ Params: { name: string; deed: string } }>(
    '/api/processes/:name/:deed',
    api.strike,
    async ({ params: { name, deed } }, reply) =>
      relay(reply, `${controlUrl}/processes/${encodeURIComponent(name)}/${encodeURIComponent(deed)}`, {
        method: 'POST',
      }),
  );
  app.put('/api/bank', api.treat, async ({ body }, reply) =>
    relay(reply, `${bankUrl}/behaviour`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );
}

async function relay(reply: FastifyReply, url: string, init: RequestInit = {}): Promise<FastifyReply> {
  const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(DEED_WITHIN_MS) });
  const text = await answer.text();
  if (answer.ok)
    return reply
      .code(answer.status)
      .type('application/json')
      .send(text || undefined);
  throw new HttpError(answer.status, 'refused', text || 'there is no such thing');
}
