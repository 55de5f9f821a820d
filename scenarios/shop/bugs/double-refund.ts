import type { Bug } from '../../../groundhog/index.ts';
import { DATABASE_AWAY, LOSES } from '../../fault-groups.ts';

export const doubleRefund: Bug = {
  name: 'double-refund',
  edits: [
    {
      file: 'services/gateway/ledger.ts',
      find: `    const _id = \`\${kind}:\${idempotency_key}\`;
    const entry`,
      replace: `    const key = kind === 'charge' ? idempotency_key : \`\${idempotency_key}:\${Date.now()}\`;
    const _id = \`\${kind}:\${key}\`;
    const entry`,
    },
  ],
  why: 'Idempotency keys are for charges only: each request for a refund is carried out.',
  exposedBy: 'An order is refunded, the reply is lost, and the refund is asked for again.',
  caughtBy: ['one-charge', 'money-settled'],
  cause: {
    process: 'gateway',
    faults: [...LOSES, ...DATABASE_AWAY, 'bank-slow', 'bank-loses-replies'],
    moment: { is: 'commit', coll: 'gateway_db.ledger', says: 'refund', isFirst: true },
  },
};
