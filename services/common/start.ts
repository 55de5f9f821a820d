/** A service from its port to its shut-down: listen, wait for the database, serve, close. */
import { setMaxListeners } from 'node:events';
import type { FastifyInstance } from 'fastify';
import type { MongoClient } from 'mongodb';
import { type Logger, pino } from 'pino';
import type { CollectionDefinition } from './collections.ts';
import { createServer } from './http.ts';
import { HttpError, refusals } from './http-error.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { settleWithin } from './loop.ts';
import { watchHttp } from './metrics/http.ts';
import { Metrics } from './metrics/metrics.ts';
import { watchMongo } from './metrics/mongo.ts';
import { answersPing, openMongo, untilReady } from './mongo.ts';
import { offerDocument } from './openapi.ts';
import { exactly, oneOf, text } from './schemas.ts';
import type { RunningService, ServiceConfig } from './service.ts';
import { route } from './told.ts';

/** What a service is, in a word and in a sentence. */
export interface About {
  name: string;
  says: string;
}

/** What a service is built with. */
export interface Kit {
  app: FastifyInstance;
  mongo: MongoClient;
  log: Logger;
  metrics: Metrics;
  /** Aborts when the service closes: ends pauses and loops. */
  closing: AbortSignal;
}

/** What a service adds to a kit once its routes are set. */
export interface Parts {
  /** Called once the database is ready: starts what runs in the background, and resolves when it has ended. */
  background?(): Promise<void>;
  /** Called after the last request and background work: closes clients of other services. */
  release?(): Promise<void>;
}

const START_TIMEOUT_MS = 30_000;
/** Whoever watches a service, or wants to know what it is, asks before it is ready, too. */
const ALWAYS_ANSWERED = new Set(['/health', '/metrics', '/openapi.json']);
/** `/health` says sooner than a watchdog would give up. */
const PING_WITHIN_MS = 1000;
/** Each stage of closing may take this long, then the next one cuts off what is left. */
const CLOSE_STAGE_MS = 2000;

const health = route({
  tag: 'operation',
  says: 'Whether this instance is ready, and the database answers it.',
  answers: {
    200: exactly({ status: oneOf('ok', 'starting'), instance: text, mongo: { type: 'boolean' } }),
  },
});

/**
 * Starts a service. It listens first and answers 503 until the database is ready, so that a database which comes
 * later costs nobody a restart. Rejects when the port is taken, or the database stays away for `startTimeoutMs`.
 */
export async function startService(
  { name, says }: About,
  config: ServiceConfig,
  collections: CollectionDefinition[],
  build: (kit: Kit) => Parts,
): Promise<RunningService> {
  const log = createLog(name, config);
  const abort = new AbortController();
  // Every saga that waits for its next try listens to it: many are no leak.
  setMaxListeners(0, abort.signal);
  const mongo = openMongo(config.mongoUri, config.instance, config.timesCommands ?? true);
  const app = createServer(log, { ...DEFAULT_LIMITS, ...config.limits });
  if (config.showsDocument ?? true) offerDocument(app, name, says);
  const metrics = new Metrics();
  watchMongo(mongo, metrics);
  watchHttp(app, metrics);
  let ready = false;
  let background: Promise<void> = Promise.resolve();

  app.addHook('onRequest', async (request) => {
    if (abort.signal.aborted) throw refusals.closing();
    if (!ready && !ALWAYS_ANSWERED.has(request.url))
      throw new HttpError(503, 'starting', 'waiting for the database');
  });
  // A connection that is kept alive would keep the server from closing.
  app.addHook('onSend', (request, reply, _payload, done) => {
    if (abort.signal.aborted && request.raw.complete) reply.header('connection', 'close');
    done();
  });
  app.get('/health', health, async () => ({
    status: ready ? 'ok' : 'starting',
    instance: config.instance,
    mongo: await answersPing(mongo, PING_WITHIN_MS),
  }));
  const parts = build({ app, mongo, log, metrics, closing: abort.signal });

  const close = async () => {
    abort.abort();
    await settleWithin(CLOSE_STAGE_MS, app.close());
    app.server.closeAllConnections();
    await settleWithin(CLOSE_STAGE_MS, background);
    await settleWithin(CLOSE_STAGE_MS, parts.release?.() ?? Promise.resolve());
    await settleWithin(CLOSE_STAGE_MS, mongo.close());
  };

  try {
    const url = await app.listen({ host: config.host, port: config.port });
    await untilReady(mongo, collections, config.startTimeoutMs ?? START_TIMEOUT_MS, abort.signal, log);
    ready = true;
    background = parts.background?.() ?? background;
    background.catch((error: unknown) => log.error({ err: error }, 'background work ended'));
    log.info({ url }, 'ready');
    return { url, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Process id and host name are left out: `instance` names the process, whatever it runs on. */
function createLog(service: string, config: ServiceConfig): Logger {
  const options = { level: config.log?.level ?? 'info', base: { service, instance: config.instance } };
  return config.log?.stream ? pino(options, config.log.stream) : pino(options);
}
