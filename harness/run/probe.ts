/** Asks for each kind of request once before a run: one that is answered otherwise than it should be measures nothing. */
import type { Arrival, Product } from '../../scenarios/shop/workload/index.ts';
import { expectedOf, isExpected } from './kinds.ts';
import { CannotStart } from './options.ts';
import { requestOf } from './traffic.ts';

/** What a shop says of what it does not have. */
const UNKNOWN = { orders: 'unknown_order', products: 'unknown_product' } as const;

/** Throws `CannotStart` with one line when what is at a target is no shop. Asks for what is not there, and writes nothing. */
export async function askForShop(
  targets: Readonly<Record<keyof typeof UNKNOWN, string>>,
  hint: (asked: keyof typeof UNKNOWN) => string,
): Promise<void> {
  for (const asked of ['orders', 'products'] as const) {
    const path = `/${asked}/groundhog-asks-whether-this-is-a-shop`;
    const expected = `404 ${UNKNOWN[asked]}`;
    const untilMs = performance.now() + WITHIN_MS;
    for (;;) {
      const { said, body } = await ask(`${targets[asked]}${path}`, 'GET', undefined);
      const heard = [said, errorIn(body)].filter(Boolean).join(' ');
      if (heard === expected) break;
      // It may be about to start; whatever else is answered will be answered again.
      const mayCome = body === null || said === '503';
      if (!mayCome || performance.now() >= untilMs)
        throw new CannotStart(
          `${targets[asked]} does not answer as a shop does: GET ${path} should be answered ${expected}, but was: ${heard}${hint(asked)}`,
        );
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}

/** The name of the error that a body tells. */
function errorIn(body: string | null): string {
  try {
    return String(JSON.parse(body ?? '').error ?? '');
  } catch {
    return '';
  }
}

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
      const { said } = await ask(url, method, body);
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

/** The status and what came with it; or why there is none, and no body. */
async function ask(
  url: string,
  method: string,
  body: string | undefined,
): Promise<{ said: string; body: string | null }> {
  try {
    const response = await fetch(url, {
      method,
      signal: AbortSignal.timeout(WITHIN_MS),
      ...(body !== undefined && { body, headers: { 'content-type': 'application/json' } }),
    });
    return { said: String(response.status), body: await response.text() };
  } catch (error) {
    const { cause, message } = error as Error;
    const said =
      cause instanceof Error ? cause.message || String((cause as NodeJS.ErrnoException).code) : message;
    return { said, body: null };
  }
}
