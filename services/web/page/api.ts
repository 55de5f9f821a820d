/** What the page asks of its server. */

export interface Stock {
  product_id: string;
  available_stock: number;
  version?: number;
  last_version?: number;
}

export interface Order {
  order_id: string;
  product_id: string;
  qty: number;
  amount: number;
  status: 'pending' | 'confirmed' | 'rejected';
  step: string;
  attempts: number;
  reason: string | null;
  lease: { owner: string; token: number };
  created_at: string;
}

export interface StreamEvent {
  version: number;
  type: string;
  qty: number;
  order_id: string;
  timestamp: string;
}

export interface Moment {
  at: string;
  who: string;
  what: string;
  tone: 'good' | 'bad' | 'plain';
}

export interface Story {
  saga: Order & { rev: number; updated_at: string; workflow_url?: string };
  moments: Moment[];
  view: Stock | null;
  missing: string[];
}

export interface Health {
  url: string;
  service: string;
  instance: string | null;
  status: 'ok' | 'starting' | 'silent';
  mongo: boolean;
  upSeconds: number | null;
  loopDelay: number | null;
  memoryBytes: number | null;
}

export interface Invariant {
  name: string;
  says: string;
  broken: { subject: string; message: string; at: string; story: string[] }[];
}

export interface Control {
  processes: { name: string; service: string; url: string | null; state: 'up' | 'paused' | 'down' }[];
  invariants: Invariant[];
  failure: string | null;
}

export interface Change {
  coll: string;
  id: string;
  op: 'insert' | 'update' | 'replace' | 'delete';
  fields: Record<string, unknown>;
  at: string;
}

export interface Bank {
  latencyMs: number;
  declineRate: number;
  lostReplyRate: number;
}

/** Rejects with one line, in the words of whoever said no. */
async function ask<T>(path: string, init?: RequestInit): Promise<T> {
  const reply = await fetch(path, init);
  const text = await reply.text();
  const body = text === '' ? {} : JSON.parse(text);
  if (!reply.ok) throw new Error(body.message ?? `it answered ${reply.status}`);
  return body as T;
}

const sending = (method: string, body: object): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const at = encodeURIComponent;

export const api = {
  products: () => ask<{ stored: Stock[]; shown: Stock[] }>('/api/products'),
  orders: () => ask<{ orders: Order[] }>('/api/orders?limit=100'),
  processes: () => ask<{ processes: Health[] }>('/api/processes'),
  control: () => ask<Control>('/api/control'),
  story: (order: string) => ask<Story>(`/api/orders/${at(order)}/story`),
  events: (product: string, before?: number) =>
    ask<{ events: StreamEvent[]; next: number | null }>(
      `/api/products/${at(product)}/events${before === undefined ? '' : `?before=${before}`}`,
    ),
  order: (order: Pick<Order, 'order_id' | 'product_id' | 'qty' | 'amount'>) =>
    ask<{ status: string }>('/api/orders', sending('POST', order)),
  strike: (process: string, deed: string) =>
    ask<object>(`/api/processes/${at(process)}/${deed}`, sending('POST', {})),
  bank: (behaviour: Bank) => ask<Bank>('/api/bank', sending('PUT', behaviour)),
};
