/**
 * A client of the shop: it sends its share of the workload, tries again what got no answer, follows each order
 * it was promised to its end, and tells all it was told.
 *
 * It is simulated code like any other: it has a host, real HTTP, and nobody spares it a fault.
 */
import type { Document } from 'bson';
import { Agent, request } from 'undici';
import type { Answer } from '../../harness/invariants/index.ts';
import type { Arrival } from '../../harness/workload/index.ts';

export interface ClientOptions {
  name: string;
  arrivals: readonly Arrival[];
  orchestrators: readonly string[];
  projectors: readonly string[];
  /** Milliseconds of the run, by the world's clock and not by the client's own. */
  nowMs(): number;
  onAnswer(answer: Answer): void;
  /** Once nothing it sent or promised itself to follow is open any more. */
  onDone(): void;
}

const REPLY_TIMEOUT_MS = 4000;
const RETRY_MS = { first: 200, most: 3000 };
const FOLLOW_MS = { first: 400, most: 2000 };
const TERMINAL = new Set(['confirmed', 'rejected']);

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export function runClient(options: ClientOptions): void {
  const agent = new Agent({ connections: 4 });
  const startMs = options.nowMs();
  const following = new Set<string>();
  let turn = 0;
  let open = 1;

  const close = () => {
    if (--open === 0) void agent.close().then(options.onDone, options.onDone);
  };

  /** One request and what was told in answer; status 0 when nothing was. */
  async function ask(
    upstreams: readonly string[],
    path: string,
    told: Pick<Answer, 'kind' | 'key' | 'request' | 'expectField'>,
  ): Promise<Answer> {
    const sentMs = options.nowMs();
    const url = `${upstreams[turn++ % upstreams.length]}${path}`;
    let status = 0;
    let body: Answer['body'] = null;
    try {
      const response = await request(url, {
        dispatcher: agent,
        signal: AbortSignal.timeout(REPLY_TIMEOUT_MS),
        method: told.request === undefined ? 'GET' : 'POST',
        headers: told.request === undefined ? {} : { 'content-type': 'application/json' },
        body: told.request === undefined ? undefined : JSON.stringify(told.request),
      });
      body = (await response.body.json()) as Answer['body'];
      status = response.statusCode;
    } catch {
      // No answer is an answer: the client does not know what became of it.
    }
    const answer: Answer = { client: options.name, sentMs, atMs: options.nowMs(), ...told, status, body };
    options.onAnswer(answer);
    return answer;
  }

  const undecided = (status: number) => status === 0 || status >= 500;

  async function order(body: unknown, expectField?: string): Promise<void> {
    const orderId = (body as { order_id?: unknown } | null)?.order_id;
    const key = typeof orderId === 'string' ? orderId : '';
    const told = {
      kind: 'order' as const,
      key,
      request: body as Document,
      expectField,
    };
    for (let waitMs = RETRY_MS.first; ; waitMs = Math.min(waitMs * 2, RETRY_MS.most)) {
      const { status } = await ask(options.orchestrators, '/orders', told);
      if (status === 202) return follow(key);
      if (!undecided(status)) return;
      await pause(waitMs * (0.5 + Math.random()));
    }
  }

  async function follow(orderId: string): Promise<void> {
    if (following.has(orderId)) return;
    following.add(orderId);
    for (let waitMs = FOLLOW_MS.first; ; waitMs = Math.min(waitMs * 2, FOLLOW_MS.most)) {
      await pause(waitMs * (0.5 + Math.random()));
      if (TERMINAL.has(String((await readOrder(orderId)).body?.status))) return;
    }
  }

  const readOrder = (orderId: string) =>
    ask(options.orchestrators, `/orders/${orderId}`, { kind: 'order-state', key: orderId });

  async function act(arrival: Arrival): Promise<void> {
    switch (arrival.kind) {
      case 'read-product': {
        const key = arrival.product_id;
        await ask(options.projectors, `/products/${key}`, { kind: 'product', key });
        return;
      }
      case 'read-order':
        await readOrder(arrival.order_id);
        return;
      case 'bad':
        return order(arrival.body, arrival.expectField);
      default:
        return order(arrival.body);
    }
  }

  for (const arrival of options.arrivals) {
    open++;
    setTimeout(() => void act(arrival).finally(close), arrival.atMs - (options.nowMs() - startMs));
  }
  close();
}
