/** What pages and people look at, and what is not there to be seen. */
import { oneOf } from './one-of.ts';

/** Which service, what of it, and the only right answers but for a 5xx. */
export interface Look {
  to: string;
  path: string;
  /** The order whose saga it is, where it is one. */
  key: string;
  statuses: number[];
}

export type Nowhere = Omit<Look, 'key'>;

/** A list, a lag, a stream or a saga. An order may have been refused, and a product not be there yet. */
export function lookAt(order: string, product: string, random: () => number): Look {
  const at = (to: string, path: string, statuses = [200], key = ''): Look => ({ to, path, key, statuses });
  const of = encodeURIComponent(product);
  return oneOf(
    [
      at('orchestrator', '/orders'),
      at('orchestrator', '/orders?status=pending&limit=5'),
      at('orchestrator', `/orders?product_id=${of}&limit=999`),
      at('orchestrator', `/orders/${encodeURIComponent(order)}/saga`, [200, 404], order),
      at('inventory', '/products'),
      at('inventory', `/products/${of}`, [200, 404]),
      at('inventory', `/products/${of}/events?limit=3`, [200, 404]),
      at('inventory', `/products/${of}/events?order_id=${encodeURIComponent(order)}`, [200, 404]),
      at('projector', '/products'),
      at('projector', '/lag'),
      at('gateway', `/ledger?order_id=${encodeURIComponent(order)}`),
    ],
    random,
  );
}

const NO_ONE = 'nobody-has-heard-of-this';

/** What does not exist, or is asked for as nobody may. */
export function nowhere(random: () => number): Nowhere {
  const at = (to: string, path: string, status = 404): Nowhere => ({ to, path, statuses: [status] });
  return oneOf(
    [
      at('orchestrator', `/orders/${NO_ONE}`),
      at('orchestrator', `/orders/${NO_ONE}/saga`),
      at('orchestrator', '/orders?limit=0', 400),
      at('orchestrator', '/orders?after=yesterday', 400),
      at('inventory', `/products/${NO_ONE}`),
      at('inventory', `/products/${NO_ONE}/events`),
      at('inventory', '/products/tea/events?before=0', 400),
      at('projector', `/products/${NO_ONE}`),
      at('projector', `/${NO_ONE}`),
    ],
    random,
  );
}
