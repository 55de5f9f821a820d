/** The shared workload as requests of the driver, and their outcomes as answers for the judge. */
import type { Answer } from '../invariants/index.ts';
import type { Outcome, TimedRequest } from '../load/index.ts';
import type { Arrival } from '../workload/index.ts';

/** Pools of the driver: who takes orders, and who shows products. */
export const ORDERS = 'orders';
export const PRODUCTS = 'products';

export function requestOf(arrival: Arrival): TimedRequest {
  const due = { dueMs: arrival.atMs, kind: arrival.kind };
  switch (arrival.kind) {
    case 'read-order':
      return { ...due, pool: ORDERS, method: 'GET', path: `/orders/${encodeURIComponent(arrival.order_id)}` };
    case 'read-product':
      return {
        ...due,
        pool: PRODUCTS,
        method: 'GET',
        path: `/products/${encodeURIComponent(arrival.product_id)}`,
      };
    default:
      return { ...due, pool: ORDERS, method: 'POST', path: '/orders', body: JSON.stringify(arrival.body) };
  }
}

/** What the client was told. Requests that share a connection share a client: their answers have an order. */
export function answerOf(arrival: Arrival, outcome: Outcome): Answer {
  return {
    sentMs: (outcome.sentUs ?? outcome.takenUs) / 1000,
    atMs: outcome.doneUs / 1000,
    client: outcome.connection,
    ...asked(arrival),
    status: outcome.status,
    body: parsed(outcome.body),
  };
}

function asked(arrival: Arrival): Pick<Answer, 'kind' | 'key' | 'request' | 'expectField'> {
  switch (arrival.kind) {
    case 'read-order':
      return { kind: 'order-state', key: arrival.order_id };
    case 'read-product':
      return { kind: 'product', key: arrival.product_id };
    case 'bad': {
      const body = arrival.body as Answer['request'];
      const id = (body as { order_id?: unknown } | undefined)?.order_id;
      const key = typeof id === 'string' ? id : '';
      return { kind: 'order', key, request: body!, expectField: arrival.expectField };
    }
    default:
      return { kind: 'order', key: arrival.body.order_id, request: arrival.body };
  }
}

function parsed(text: string | null): Answer['body'] {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
