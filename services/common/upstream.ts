/**
 * A client for another service, of which several instances may run.
 *
 * It tells apart what a caller must not confuse: an *answer* (the service decided, for or against), and *unknown*
 * (a reset, a timeout, a 5xx or the like: it may or may not have been done). Every request of the shop is idempotent, so the
 * client may ask the next instance when one fails.
 */
import type { Histogram } from 'prom-client';
import { Agent, request } from 'undici';
import type { Metrics } from './metrics/metrics.ts';

export type Reply =
  | { kind: 'answered'; status: number; body: Record<string, unknown> }
  | { kind: 'unknown'; cause: string };

const CONNECTIONS_PER_INSTANCE = 16;
const CONNECT_TIMEOUT_MS = 2000;

/** A service that did not hear the request out, or has too much to do, has decided nothing: another may. */
const hasDecided = (status: number): boolean => status < 500 && status !== 408 && status !== 429;

export class Upstream {
  readonly #service: string;
  readonly #urls: readonly string[];
  readonly #timeoutMs: number;
  readonly #agent: Agent;
  readonly #took: Histogram<'service' | 'resource' | 'outcome'>;
  #turn = 0;

  /** `timeoutMs` bounds one request to one instance, from connecting to the last byte. */
  constructor(service: string, urls: readonly string[], timeoutMs: number, metrics: Metrics) {
    if (urls.length === 0) throw new Error('an upstream needs at least one URL');
    this.#service = service;
    this.#urls = urls;
    this.#timeoutMs = timeoutMs;
    this.#took = metrics.seconds(
      'upstream_request_duration_seconds',
      'From asking one instance of another service to its answer, or to none',
      ['service', 'resource', 'outcome'],
    );
    // The timeout of `#ask` covers these two; undici's own timers are too coarse for it.
    this.#agent = new Agent({
      connections: CONNECTIONS_PER_INSTANCE,
      connect: { timeout: CONNECT_TIMEOUT_MS },
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  get(path: string): Promise<Reply> {
    return this.#askAny('GET', path);
  }

  post(path: string, body: object): Promise<Reply> {
    return this.#askAny('POST', path, JSON.stringify(body));
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  async #askAny(method: 'GET' | 'POST', path: string, body?: string): Promise<Reply> {
    const first = this.#turn++;
    const causes: string[] = [];
    for (let i = 0; i < this.#urls.length; i++) {
      const url = `${this.#urls[(first + i) % this.#urls.length]}${path}`;
      const reply = await this.#timed(path, () => this.#ask(method, url, body));
      if (reply.kind === 'answered') return reply;
      causes.push(reply.cause);
    }
    return { kind: 'unknown', cause: causes.join('; ') };
  }

  async #timed(path: string, ask: () => Promise<Reply>): Promise<Reply> {
    const startMs = performance.now();
    const reply = await ask();
    // The rest of a path holds ids, of which there is no end.
    const resource = path.split('/')[1] ?? '';
    const outcome = reply.kind === 'answered' ? reply.status : 'unknown';
    this.#took.observe({ service: this.#service, resource, outcome }, (performance.now() - startMs) / 1000);
    return reply;
  }

  async #ask(method: 'GET' | 'POST', url: string, body?: string): Promise<Reply> {
    const abort = new AbortController();
    const timer = setTimeout(
      () => abort.abort(new Error(`no reply within ${this.#timeoutMs} ms`)),
      this.#timeoutMs,
    );
    try {
      const headers = body === undefined ? {} : { 'content-type': 'application/json' };
      const reply = await request(url, {
        method,
        body,
        headers,
        signal: abort.signal,
        dispatcher: this.#agent,
      });
      const text = await reply.body.text();
      if (!hasDecided(reply.statusCode))
        return { kind: 'unknown', cause: `${url} answered ${reply.statusCode}` };
      return { kind: 'answered', status: reply.statusCode, body: JSON.parse(text) };
    } catch (error) {
      return { kind: 'unknown', cause: `${url}: ${(error as Error).message}` };
    } finally {
      clearTimeout(timer);
    }
  }
}
