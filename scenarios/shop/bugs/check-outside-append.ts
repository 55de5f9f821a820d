import type { Bug } from '../../../groundhog/index.ts';

export const checkOutsideAppend: Bug = {
  name: 'check-outside-append',
  edits: [
    {
      file: 'services/inventory/decide.ts',
      find: `  if (stock.available < qty) return { kind: 'refused', reason: 'out_of_stock' };
`,
      replace: '',
    },
    {
      file: 'services/inventory/index.ts',
      find: `      const version = await execute(body.product_id, {
        type: 'reserve',`,
      replace: `      const stock = await streams.read(body.product_id);
      if (!stock.orders.has(body.order_id) && stock.available < body.qty) throw refusal('out_of_stock');
      const version = await execute(body.product_id, {
        type: 'reserve',`,
    },
  ],
  why: 'Whether enough is left is asked before the append, and not by the decision that the append stands on.',
  exposedBy: 'Two orders for the last units are both let through before either of them is appended.',
  caughtBy: ['stock-never-negative'],
  cause: {
    process: 'inventory',
    faults: [],
    moment: { is: 'message', by: 'orchestrator', to: 'inventory', says: '/reserve' },
  },
};
