/** An arrival as the request it is. */
import type { PlannedRequest } from '../../../groundhog/index.ts';
import type { Arrival } from './arrivals.ts';

const ORDERS = 'orchestrator';
const PRODUCTS = 'projector';

const pathOf = (kind: 'orders' | 'products', id: string) => `/${kind}/${encodeURIComponent(id)}`;

/** Who has ordered looks at the order until it has come to its end. */
function ordered(key: string): Pick<PlannedRequest, 'to' | 'method' | 'path' | 'key' | 'retry' | 'follow'> {
  const asked = { to: ORDERS, method: 'GET', path: pathOf('orders', key), kind: 'read-order', key };
  return {
    ...{ to: ORDERS, method: 'POST', path: '/orders', key, retry: true },
    follow: { ...asked, until: { field: 'status', in: ['confirmed', 'rejected'] } },
  };
}

export function requestOf(arrival: Arrival): PlannedRequest {
  const { atMs, client, kind } = arrival;
  const due = { atMs, client, kind };
  switch (arrival.kind) {
    case 'read-order': {
      const { order_id: key } = arrival;
      return { ...due, to: ORDERS, method: 'GET', path: pathOf('orders', key), key };
    }
    case 'read-product': {
      const { product_id: key } = arrival;
      return { ...due, to: PRODUCTS, method: 'GET', path: pathOf('products', key), key };
    }
    case 'bad': {
      const id = (arrival.body as { order_id?: unknown } | null)?.order_id;
      const asked = ordered(typeof id === 'string' ? id : '');
      return { ...due, ...asked, payload: arrival.body, expect: { refused: arrival.expectField } };
    }
    case 'restock': {
      const { body } = arrival;
      const told = { to: 'inventory', method: 'POST', path: '/restock', key: body.restock_id };
      return { ...due, ...told, payload: body, retry: true, expect: { statuses: [200, 409] } };
    }
    case 'look':
    case 'read-unknown': {
      const { to, path, statuses, ...about } = { key: '', ...arrival.at };
      return { ...due, to, method: 'GET', path, ...about, expect: { statuses } };
    }
    default:
      return { ...due, ...ordered(arrival.body.order_id), payload: arrival.body };
  }
}
