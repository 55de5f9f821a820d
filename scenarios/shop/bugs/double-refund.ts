import type { Bug } from '../../../groundhog/index.ts';

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
};
