import type { Bug } from '../../../groundhog/index.ts';
import { DATABASE_AWAY, LOSES } from '../../fault-groups.ts';

export const keyPerAttempt: Bug = {
  name: 'key-per-attempt',
  edits: [
    {
      file: 'services/payment/index.ts',
      find: `{ idempotency_key: order_id, order_id, amount }`,
      replace: `{ idempotency_key: \`\${order_id}.\${Date.now()}\`, order_id, amount }`,
    },
  ],
  why: 'Each attempt to charge has an idempotency key of its own.',
  exposedBy: 'The bank charges, its reply is lost, and the retry is a second charge.',
  caughtBy: ['one-charge', 'money-settled'],
  cause: {
    process: 'payment',
    faults: [...LOSES, ...DATABASE_AWAY, 'bank-slow', 'bank-loses-replies'],
    moment: { is: 'commit', coll: 'gateway_db.ledger', by: 'gateway', isFirst: true },
  },
};
