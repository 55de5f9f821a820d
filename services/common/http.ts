/** A Fastify server as every service has it: strict about bodies, plain about errors. */
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

/** The body of every answer that is not a success. `field` names what was wrong in the request. */
export interface ErrorBody {
  error: string;
  message: string;
  field?: string;
}

/** Thrown by a handler to answer with this status and body. */
export class HttpError extends Error {
  readonly status: number;
  readonly body: ErrorBody;

  constructor(status: number, error: string, message: string, field?: string) {
    super(message);
    this.status = status;
    this.body = field === undefined ? { error, message } : { error, message, field };
  }
}

const MAX_BODY_BYTES = 16 * 1024;

/**
 * One for all servers of a process, since it only caches: a schema is compiled once, however often a server starts.
 * Fastify's own would turn "1" into 1 and drop unknown fields. A body says what it means here, or is refused.
 */
const ajv = new Ajv();

export function createServer(log: Logger): FastifyInstance {
  const app = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    // One line per request is written below, at debug level.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MAX_BODY_BYTES,
  });
  app.setValidatorCompiler(({ schema }) => ajv.compile(schema as object));
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((request, reply) => {
    void reply
      .code(404)
      .send({ error: 'not_found', message: `no such resource: ${request.method} ${request.url}` });
  });
  app.addHook('onResponse', async (request, reply) => {
    request.log.debug(
      { method: request.method, url: request.url, status: reply.statusCode, ms: reply.elapsedTime },
      'request',
    );
  });
  return app;
}

function answerError(error: FastifyError | HttpError | Error, request: FastifyRequest, reply: FastifyReply) {
  if (error instanceof HttpError) return reply.code(error.status).send(error.body);
  if ('validation' in error && error.validation) {
    const field = fieldOf(error.validation[0]);
    return reply.code(400).send({ error: 'invalid', field, message: error.message } satisfies ErrorBody);
  }
  if ('statusCode' in error && error.statusCode && error.statusCode < 500) {
    const body: ErrorBody = { error: 'invalid', field: 'body', message: error.message };
    return reply.code(error.statusCode).send(body);
  }
  if (error instanceof MongoError) {
    request.log.warn({ err: error, url: request.url }, 'database does not answer as it should');
    return reply.code(503).send({ error: 'unavailable', message: 'the database is away' });
  }
  request.log.error({ err: error, url: request.url }, 'request failed');
  return reply.code(500).send({ error: 'internal', message: 'unexpected failure' });
}

interface SchemaError {
  instancePath: string;
  params: Record<string, unknown>;
}

/** The field a schema error is about: a missing or unknown one is named by `params`, another by its path. */
function fieldOf(error: SchemaError | undefined): string {
  const named = error?.params.missingProperty ?? error?.params.additionalProperty;
  if (typeof named === 'string') return named;
  return error?.instancePath.split('/')[1] || 'body';
}
