/** How a service says no: one shape for all of it, whoever found the fault. */
import { STATUS_CODES } from 'node:http';

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

/** What is wrong with a request before any handler sees it, in the words of the shop and not of what found it. */
export const refusals = {
  badUrl: () => new HttpError(400, 'invalid', 'the URL is not well formed', 'url'),
  badBody: () => new HttpError(400, 'invalid', 'the body is not JSON', 'body'),
  noHost: () => new HttpError(400, 'invalid', 'the Host header is missing', 'host'),
  notHttp: () => new HttpError(400, 'malformed', 'this is not HTTP as this service speaks it'),
  noResource: (method: string, url: string) =>
    new HttpError(404, 'not_found', `no such resource: ${method} ${url}`),
  wrongMethod: (method: string) =>
    new HttpError(405, 'method_not_allowed', `this resource does not take ${method}`),
  tooSlow: () => new HttpError(408, 'timeout', 'the request did not arrive in time'),
  bodyTooLarge: () => new HttpError(413, 'too_large', 'the body is too large', 'body'),
  urlTooLong: () => new HttpError(414, 'too_large', 'the URL is too long', 'url'),
  wrongType: () => new HttpError(415, 'unsupported', 'the body must be application/json', 'body'),
  encoded: () => new HttpError(415, 'unsupported', 'the body must not be compressed', 'content-encoding'),
  unmetExpectation: () => new HttpError(417, 'unsupported', 'only 100-continue can be expected', 'expect'),
  headersTooLarge: () => new HttpError(431, 'too_large', 'the headers are too large', 'headers'),
  busy: () => new HttpError(503, 'busy', 'too many requests are under way'),
  closing: () => new HttpError(503, 'closing', 'this instance is shutting down'),
  databaseAway: () => new HttpError(503, 'unavailable', 'the database is away'),
  unexpected: () => new HttpError(500, 'internal', 'unexpected failure'),
};

/** Seconds after which it may be better: whatever 503 says is over soon, or another instance is there. */
export const RETRY_AFTER_S = '1';

export const JSON_TYPE = 'application/json; charset=utf-8';

/** The whole answer as bytes on a connection, for where there is no request that could be replied to. */
export function rawAnswer({ status, body }: HttpError): string {
  const text = JSON.stringify(body);
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `content-type: ${JSON_TYPE}`,
    `content-length: ${Buffer.byteLength(text)}`,
    'connection: close',
    '',
    text,
  ].join('\r\n');
}
