/**
 * A Fastify server as every service has it: strict about bodies, plain about errors, bounded in all it takes on.
 *
 * `limits.ts` says how much it bears, `http-error.ts` how it says no. What is wrong with a request as such is found
 * before its body is read; `connections.ts` deals with what never becomes a request.
 */
import { Ajv } from 'ajv';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { MongoError } from 'mongodb';
import type { Logger } from 'pino';
import { Connections, serverOptions } from './connections.ts';
import { HttpError, RETRY_AFTER_S, refusals } from './http-error.ts';
import {
  DEFAULT_LIMITS,
  KEEP_ALIVE_MS,
  type Limits,
  MAX_BODY_BYTES,
  MAX_PARAM_LENGTH,
  MAX_URL_LENGTH,
  SILENCE_MS,
} from './limits.ts';
import { boundRequestsUnderWay, refuseOtherMethods } from './routes.ts';
import { SparingLog } from './sparing-log.ts';

/**
 * One for all servers of a process, since it only caches: a schema is compiled once, however often a server starts.
 * Fastify's own would turn "1" into 1 and drop unknown fields. A body says what it means here, or is refused.
 */
const ajv = new Ajv();

export function createServer(log: Logger, limits: Limits = DEFAULT_LIMITS): FastifyInstance {
  const sparingLog = new SparingLog(log);
  const connections = new Connections(sparingLog);
  const answer = (error: Error, request: FastifyRequest, reply: FastifyReply) =>
    answerError(error, request, reply, sparingLog);
  const app = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    // One line per request is written below, at debug level.
    logController: new LogController({ disableRequestLogging: true }),
    http: serverOptions(limits),
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connectionTimeout: SILENCE_MS,
    bodyLimit: MAX_BODY_BYTES,
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    clientErrorHandler: connections.broke,
    frameworkErrors: answer,
    // Whoever closes says so in the shape of all errors (`start.ts`).
    return503OnClosing: false,
  });
  connections.watch(app.server, limits);
  app.setValidatorCompiler(({ schema }) => ajv.compile(schema as object));
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler(answer);
  app.setNotFoundHandler((request) => {
    throw refusals.noResource(request.method, request.url);
  });
  app.addHook('onRequest', async (request) => {
    const refusal = whyRefused(request);
    if (refusal) throw refusal;
  });
  app.addHook('onResponse', async (request, reply) => {
    request.log.debug(
      { method: request.method, url: request.url, status: reply.statusCode, ms: reply.elapsedTime },
      'request',
    );
  });
  app.addHook('onClose', async () => sparingLog.flush());
  boundRequestsUnderWay(app, limits.maxConnections);
  refuseOtherMethods(app);
  return app;
}

/** What is wrong with a request whatever its body holds. */
function whyRefused({ method, url, headers, is404, raw }: FastifyRequest): HttpError | undefined {
  if (url.length > MAX_URL_LENGTH) return refusals.urlTooLong();
  if (headers.host === undefined && raw.httpVersion !== '1.0') return refusals.noHost();
  if (is404) return refusals.noResource(method, url);
  const encoding = headers['content-encoding'];
  return encoding === undefined || encoding === 'identity' ? undefined : refusals.encoded();
}

function answerError(error: Error, request: FastifyRequest, reply: FastifyReply, log: SparingLog) {
  const { status, body } = asHttpError(error, request, log);
  // Fastify would close the connection under a body that is still coming, which can cost the client the answer. What
  // is left of it is thrown away as it comes, for as long as a request may take.
  reply.removeHeader('connection');
  if (status === 503) reply.header('retry-after', RETRY_AFTER_S);
  return reply.code(status).send(body);
}

function asHttpError(error: Error, request: FastifyRequest, log: SparingLog): HttpError {
  if (error instanceof HttpError) return error;
  const { validation, statusCode = 500, code } = error as Partial<FastifyError>;
  if (validation) return new HttpError(400, 'invalid', error.message, fieldOf(validation[0]));
  if (statusCode < 500 && code?.startsWith('FST_')) return refusalOf(statusCode, code);
  // Whoever asked hung up half way: nobody hears this.
  if (!request.raw.complete) return refusals.badBody();
  const where = `${request.method} ${request.routeOptions.url}`;
  if (error instanceof MongoError) {
    log.say('warn', 'database does not answer as it should', { route: where, cause: error.message });
    return refusals.databaseAway();
  }
  log.say('error', `request failed: ${where}`, { err: error, url: request.url });
  return refusals.unexpected();
}

/** For what Fastify finds wrong by itself. */
function refusalOf(status: number, code: string): HttpError {
  if (status === 413) return refusals.bodyTooLarge();
  if (status === 414) return refusals.urlTooLong();
  if (status === 415) return refusals.wrongType();
  return code === 'FST_ERR_BAD_URL' ? refusals.badUrl() : refusals.badBody();
}

interface SchemaError {
  instancePath: string;
  params: Record<string, unknown>;
}

/** Unknown fields are named by whoever sent them, at any length. */
const MAX_FIELD_LENGTH = 64;

/** The field a schema error is about: a missing or unknown one is named by `params`, another by its path. */
function fieldOf(error: SchemaError | undefined): string {
  const named = error?.params.missingProperty ?? error?.params.additionalProperty;
  const field = typeof named === 'string' ? named : error?.instancePath.split('/')[1];
  return field?.slice(0, MAX_FIELD_LENGTH) || 'body';
}
