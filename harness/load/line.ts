/**
 * One connection, made of an autocannon client that waits to be told.
 *
 * autocannon has no open model: its clients send the next request as soon as the last was answered. So the client's
 * private `_doRequest`, by which it would go on by itself, is taken away, and called from here when a request is due.
 * `_connect` is wrapped for three reasons: autocannon reconnects in a hot loop while a server is away; it forgets
 * the request in flight when a server closes the connection; and it keeps a half-read answer in its parser.
 * `line.test.ts` fails when a new version of autocannon moves this seam. Times here are in microseconds.
 */
import type { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import type { Failure, Sent } from './request.ts';

/** What this file needs of autocannon 9.0.0's client that is not public, or not typed. */
export interface AutocannonClient extends EventEmitter {
  _doRequest(): void;
  _connect(): void;
  _resetConnection(): void;
  _destroyConnection(): void;
  conn?: Socket;
  secure: boolean;
  destroyed: boolean;
  parser: { initialize(type: string): void };
  setRequests(requests: object[]): void;
}

export interface LineEvents {
  /** The line can carry a request. */
  onFree(line: Line): void;
  onAnswer(line: Line, status: number, body: string): void;
  onFailure(line: Line, failure: Failure): void;
  /** Nobody listens at the other end, or it closed; the line tries again by itself. */
  onAway(line: Line): void;
}

const RECONNECT_MS = 100;
const JSON_HEADERS = { 'content-type': 'application/json' };

export class Line {
  state: 'connecting' | 'free' | 'busy' | 'away' = 'connecting';
  /** When the present state began. */
  sinceUs = 0;
  readonly name: string;
  readonly pool: string;
  readonly #client: AutocannonClient;
  readonly #events: LineEvents;
  readonly #send: () => void;
  readonly #connect: () => void;
  readonly #nowUs: () => number;
  #body = '';
  #keepAlive = true;
  #cause: Failure = 'reset';
  #everConnected = false;
  #retry: NodeJS.Timeout | undefined;

  constructor(client: AutocannonClient, pool: string, name: string, events: LineEvents, nowUs: () => number) {
    this.name = name;
    this.pool = pool;
    this.#client = client;
    this.#events = events;
    this.#nowUs = nowUs;
    this.#send = client._doRequest.bind(client);
    this.#connect = client._connect.bind(client);
    client._doRequest = () => {};
    client._connect = () => this.#reconnect();
    client.on('connError', (error: NodeJS.ErrnoException) => {
      this.#cause = error.code === 'ECONNREFUSED' ? 'refused' : 'reset';
    });
    client.on('headers', (head: { shouldKeepAlive: boolean }) => {
      this.#keepAlive = head.shouldKeepAlive;
    });
    client.on('response', (status: number) => this.#answered(status));
  }

  /** Sends at once. The line must be free. */
  carry({ method, path, headers, body }: Sent): void {
    this.#enter('busy');
    this.#client.setRequests([
      {
        method,
        path,
        ...(headers && { headers }),
        ...(body !== undefined && { body, headers: { ...headers, ...JSON_HEADERS } }),
        onResponse: (_status: number, text: string) => {
          this.#body = text;
        },
      },
    ]);
    this.#send();
  }

  /** Gives up on what the line is doing, and connects anew. */
  cut(cause: Failure): void {
    this.#cause = cause;
    this.#client._resetConnection();
  }

  close(): void {
    clearTimeout(this.#retry);
  }

  #enter(state: Line['state']): void {
    this.state = state;
    this.sinceUs = this.#nowUs();
  }

  #answered(status: number): void {
    const reusable = this.#keepAlive;
    // The state is set first: whoever hears of the answer may send the next request at once.
    if (reusable) this.#enter('free');
    this.#events.onAnswer(this, status, this.#body);
    if (!reusable) {
      this.#enter('connecting');
      this.#client._resetConnection();
    } else if (this.state === 'free') this.#events.onFree(this);
  }

  /** Called by autocannon whenever the connection is gone, and once at first. */
  #reconnect(): void {
    const lost = this.state === 'busy';
    const failedToConnect =
      this.state === 'connecting' && this.#client.conn !== undefined && !this.#everConnected;
    const cause = this.#cause;
    this.#cause = 'reset';
    this.#everConnected = false;
    if (this.#client.conn) this.#client._destroyConnection();
    this.#client.parser.initialize('RESPONSE');
    if (failedToConnect || cause === 'refused') this.#retryLater();
    else this.#open();
    if (lost) this.#events.onFailure(this, cause);
  }

  #retryLater(): void {
    this.#enter('away');
    this.#retry = setTimeout(() => {
      if (!this.#client.destroyed) this.#open();
    }, RECONNECT_MS);
    this.#events.onAway(this);
  }

  #open(): void {
    this.#enter('connecting');
    this.#connect();
    this.#client.conn?.once(this.#client.secure ? 'secureConnect' : 'connect', () => {
      this.#everConnected = true;
      this.#enter('free');
      this.#events.onFree(this);
    });
  }
}
