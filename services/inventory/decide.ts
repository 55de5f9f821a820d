/**
 * What may happen to the stock of one product: pure, from the events so far and a command to the next event.
 *
 * Every command may come twice, late, or after its own undoing. So a stream remembers what became of each order,
 * and a release that finds nothing to release is remembered too: the reserve it overtook must not take effect.
 */
import { type StockEvent, stockChange, whyPoison } from '../common/stock.ts';

export interface Stock {
  /** Version of the last event; 0 when there is none, and so no such product. */
  version: number;
  available: number;
  /** What became of each order: units held for it, or that it was let go. */
  orders: Map<string, { reserved: number } | 'released'>;
  /** Deliveries and their units. */
  deliveries: Map<string, number>;
}

export type Command =
  | { type: 'reserve'; order_id: string; qty: number }
  | { type: 'release'; order_id: string; qty: number }
  | { type: 'restock'; restock_id: string; qty: number };

export type NewEvent = Pick<StockEvent, 'type' | 'qty' | 'order_id'>;

/** An event to append, or what there is to say without one. */
export type Decision =
  | { kind: 'append'; event: NewEvent }
  | { kind: 'done' }
  | { kind: 'refused'; reason: 'out_of_stock' | 'released' | 'conflict' | 'unknown_product' };

export function emptyStock(): Stock {
  return { version: 0, available: 0, orders: new Map(), deliveries: new Map() };
}

export function decide(stock: Stock, command: Command): Decision {
  if (command.type === 'restock') return restock(stock, command.restock_id, command.qty);
  if (stock.version === 0) return { kind: 'refused', reason: 'unknown_product' };
  return command.type === 'reserve'
    ? reserve(stock, command.order_id, command.qty)
    : release(stock, command.order_id, command.qty);
}

function reserve(stock: Stock, order_id: string, qty: number): Decision {
  const order = stock.orders.get(order_id);
  if (order === 'released') return { kind: 'refused', reason: 'released' };
  if (order) return order.reserved === qty ? { kind: 'done' } : { kind: 'refused', reason: 'conflict' };
  if (stock.available < qty) return { kind: 'refused', reason: 'out_of_stock' };
  return { kind: 'append', event: { type: 'reserved', qty, order_id } };
}

function release(stock: Stock, order_id: string, qty: number): Decision {
  const order = stock.orders.get(order_id);
  if (order === 'released') return { kind: 'done' };
  if (order && order.reserved !== qty) return { kind: 'refused', reason: 'conflict' };
  return { kind: 'append', event: { type: 'released', qty: order ? order.reserved : 0, order_id } };
}

function restock(stock: Stock, restock_id: string, qty: number): Decision {
  const known = stock.deliveries.get(restock_id);
  if (known === undefined) return { kind: 'append', event: { type: 'restocked', qty, order_id: restock_id } };
  return known === qty ? { kind: 'done' } : { kind: 'refused', reason: 'conflict' };
}

/** Adds one event to the fold, in place: a stream's state lives as long as its cache. */
export function evolve(stock: Stock, event: StockEvent): void {
  stock.version = event.version;
  stock.available += stockChange(event);
  if (whyPoison(event) !== null) return;
  if (event.type === 'reserved') stock.orders.set(event.order_id, { reserved: event.qty });
  else if (event.type === 'released') stock.orders.set(event.order_id, 'released');
  else stock.deliveries.set(event.order_id, event.qty);
}
