/**
 * The connections of a service: how many, for how long, and what is said on one when there is no request to reply to.
 * Node keeps the times (`http.ts` tells it which); here is what becomes of those who exceed them.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { type HttpError, JSON_TYPE, rawAnswer, refusals } from './http-error.ts';
import {
  CROWDED_SHARE,
  KEEP_ALIVE_MS,
  KEEP_ALIVE_WHEN_CROWDED_MS,
  type Limits,
  MAX_HEADER_BYTES,
} from './limits.ts';
import type { SparingLog } from './sparing-log.ts';

/** What Node's HTTP server is made with. */
export function serverOptions({ requestTimeoutMs }: Limits) {
  return {
    headersTimeout: requestTimeoutMs,
    requestTimeout: requestTimeoutMs,
    // So often are both looked at: a request is cut at most this much too late.
    connectionsCheckingInterval: Math.ceil(requestTimeoutMs / 5),
    maxHeaderSize: MAX_HEADER_BYTES,
    // Node would answer with no body at all.
    requireHostHeader: false,
  };
}

export class Connections {
  readonly #log: SparingLog;
  /** What was asked on each connection: the last of it, and all that is not answered yet. */
  readonly #asked = new WeakMap<Socket, { last: IncomingMessage; open: Set<IncomingMessage> }>();

  constructor(log: SparingLog) {
    this.#log = log;
  }

  watch(server: Server, { maxConnections }: Limits): void {
    server.maxConnections = maxConnections;
    server.on('drop', (from) => {
      this.#log.say('warn', 'connection refused, as many are open as may be', {
        from: from?.remoteAddress,
        maxConnections,
      });
    });
    shortenKeepAliveInACrowd(server, maxConnections);
    server.prependListener('request', (request, response) => this.#remember(request, response));
    server.on('checkExpectation', (_request, response) => reply(response, refusals.unmetExpectation()));
    server.on('connect', ({ method }, socket: Socket) => {
      socket.on('error', () => {});
      end(socket, refusals.wrongMethod(method!));
    });
  }

  /** Node could make nothing of what came, or waited for it in vain. */
  readonly broke = (error: NodeJS.ErrnoException, socket: Socket): void => {
    const { remoteAddress: from, bytesRead } = socket;
    const isSlow = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
    if (isSlow) this.#log.say('info', 'request did not arrive in time', { from, bytesRead });
    else if (error.code !== 'ECONNRESET') this.#log.say('info', 'not HTTP', { from, code: error.code });
    if (socket.writable && this.#isOurTurn(socket)) end(socket, refusalOf(error.code));
    else socket.destroy();
  };

  #remember(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    const asked = this.#asked.get(socket);
    const open = asked?.open ?? new Set();
    open.add(request);
    response.once('close', () => open.delete(request));
    if (asked) asked.last = request;
    else this.#asked.set(socket, { last: request, open });
  }

  /** Whether an answer would be taken for what it is, and not for the answer to an earlier request, or to none. */
  #isOurTurn(socket: Socket): boolean {
    const asked = this.#asked.get(socket);
    if (!asked) return socket.bytesRead > 0;
    const { last, open } = asked;
    // All answered: the last perhaps before it had arrived in full, and then what breaks now is the rest of it.
    if (open.size === 0) return last.complete;
    return open.size === 1 && !last.complete;
  }
}

function shortenKeepAliveInACrowd(server: Server, maxConnections: number): void {
  let open = 0;
  const changed = (by: number) => {
    open += by;
    const isCrowded = open > maxConnections * CROWDED_SHARE;
    server.keepAliveTimeout = isCrowded ? KEEP_ALIVE_WHEN_CROWDED_MS : KEEP_ALIVE_MS;
  };
  server.on('connection', (socket) => {
    changed(1);
    socket.once('close', () => changed(-1));
  });
}

function refusalOf(code: string | undefined): HttpError {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return refusals.tooSlow();
    case 'HPE_HEADER_OVERFLOW':
      return refusals.headersTooLarge();
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return refusals.bodyTooLarge();
    default:
      return refusals.notHttp();
  }
}

function reply(response: ServerResponse, { status, body }: HttpError): void {
  const text = JSON.stringify(body);
  response
    .writeHead(status, { 'content-type': JSON_TYPE, 'content-length': Buffer.byteLength(text) })
    .end(text);
}

function end(socket: Socket, error: HttpError): void {
  socket.write(rawAnswer(error));
  socket.destroy();
}
