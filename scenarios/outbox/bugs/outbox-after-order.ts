import type { Bug } from '../../../groundhog/index.ts';
import { DATABASE_AWAY, LOSES } from '../../fault-groups.ts';

export const outboxAfterOrder: Bug = {
  name: 'outbox-after-order',
  edits: [
    {
      file: 'api/main.ts',
      find: `      await Outbox.create([{ order: _id, ...wanted }], { session });
`,
      replace: '',
    },
    {
      file: 'api/main.ts',
      find: '    response.status(201).json({ id: _id, ...wanted });',
      replace: `    await Outbox.create({ order: _id, ...wanted });
    response.status(201).json({ id: _id, ...wanted });`,
    },
  ],
  why: 'The order and the message about it are two writes, with nothing to keep them together.',
  exposedBy:
    'The order is written and the message is not; sent again, the order is known, and nobody asks for the message.',
  caughtBy: ['acknowledged orders are shipped'],
  cause: {
    process: 'api',
    faults: [...LOSES, ...DATABASE_AWAY],
    moment: { is: 'commit', coll: 'orders.orders', by: 'api' },
  },
};
