/** Asks for each kind of request once before a run: one that is answered otherwise than it should be measures nothing. */
import type { Arrival, Product } from '../../scenarios/shop/workload/index.ts';
import { expectedOf, isExpected } from './kinds.ts';
import { CannotStart } from './options.ts';
import { requestOf } from './traffic.ts';

/** What has just been written may take a while to be read. */
const WITHIN_MS = 5000;
const AGAIN_MS = 200;

/** Throws `CannotStart` with one line about the first kind that is not answered as it should be. */
export async function probe(
  pools: Readonly<Record<string, readonly string[]>>,
  { product_id }: Product,
  prefix: string,
  hint: (pool: string) => string,
): Promise<void> {
  for (const arrival of oneOfEach(product_id, `${prefix}PROBE`)) {
    const { pool, method, path, body } = requestOf(arrival);
    const url = `${pools[pool]![0]}${path}`;
    const untilMs = performance.now() + WITHIN_MS;
    for (;;) {
      const said = await ask(url, method, body);
      if (isExpected(arrival.kind, said)) break;
      if (performance.now() >= untilMs) {
        const expected = `should be answered ${expectedOf(arrival.kind)}, but was: ${said}`;
        throw new CannotStart(`${arrival.kind} (${method} ${url}) ${expected}${hint(pool)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}

function oneOfEach(product_id: string, order_id: string): Arrival[] {
  const body = { order_id, product_id, qty: 1, amount: 100 };
  const due = { atMs: 0, client: 0 };
  return [
    { ...due, kind: 'order', body },
    { ...due, kind: 'duplicate', body },
    { ...due, kind: 'conflict', body: { ...body, amount: body.amount + 1 } },
    { ...due, kind: 'bad', how: 'negative', body: { ...body, qty: -1 }, expectField: 'qty' },
    { ...due, kind: 'read-order', order_id },
    { ...due, kind: 'read-product', product_id },
  ];
}

/** The status, or why there is none. */
async function ask(url: string, method: string, body: string | undefined): Promise<string> {
  try {
    const response = await fetch(url, {
      method,
      signal: AbortSignal.timeout(WITHIN_MS),
      ...(body !== undefined && { body, headers: { 'content-type': 'application/json' } }),
    });
    await response.body?.cancel();
    return String(response.status);
  } catch (error) {
    const { cause, message } = error as Error;
    return cause instanceof Error ? cause.message || String((cause as NodeJS.ErrnoException).code) : message;
  }
}
