import type { Bug } from '../../../groundhog/index.ts';
import { DATABASE_AWAY, LOSES } from '../../fault-groups.ts';

export const dedupeWindow: Bug = {
  name: 'dedupe-window',
  edits: [
    {
      file: 'services/inventory/decide.ts',
      find: `/** Adds one event to the fold, in place: a stream's state lives as long as its cache. */`,
      replace: `/** Nobody tries again after so many other orders, and memory is not for free. */
const ORDERS_REMEMBERED = 16;

function remember(stock: Stock, order_id: string, what: { reserved: number } | 'released'): void {
  stock.orders.delete(order_id);
  stock.orders.set(order_id, what);
  const [oldest] = stock.orders.keys();
  if (stock.orders.size > ORDERS_REMEMBERED) stock.orders.delete(oldest!);
}

/** Adds one event to the fold, in place: a stream's state lives as long as its cache. */`,
    },
    {
      file: 'services/inventory/decide.ts',
      find: `  if (event.type === 'reserved') stock.orders.set(event.order_id, { reserved: event.qty });
  else if (event.type === 'released') stock.orders.set(event.order_id, 'released');`,
      replace: `  if (event.type === 'reserved') remember(stock, event.order_id, { reserved: event.qty });
  else if (event.type === 'released') remember(stock, event.order_id, 'released');`,
    },
  ],
  why: 'A stream remembers what became of the last few orders only, and takes an older one for new.',
  exposedBy: 'A reserve is tried again, or released, so late that as many other orders came in between.',
  caughtBy: ['one-reservation', 'units-conserved'],
  cause: {
    process: 'inventory',
    faults: [...LOSES, ...DATABASE_AWAY],
    moment: { is: 'commit', coll: 'shop_db.events', by: 'inventory' },
  },
};
