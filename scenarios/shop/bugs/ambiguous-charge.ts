import type { Bug } from '../../../groundhog/index.ts';
import { DATABASE_AWAY, LOSES } from '../../fault-groups.ts';

export const ambiguousCharge: Bug = {
  name: 'ambiguous-charge',
  edits: [
    {
      file: 'services/payment/index.ts',
      find: `    throw new HttpError(503, 'gateway_unavailable', 'the payment gateway does not answer');`,
      replace: `    if (type === 'charge') return 'declined';
    throw new HttpError(503, 'gateway_unavailable', 'the payment gateway does not answer');`,
    },
  ],
  why: 'A charge that was not answered is taken for one that was declined.',
  exposedBy: 'The bank charges and its reply is late or lost: the order is rejected, and the money kept.',
  caughtBy: ['money-settled'],
  cause: {
    process: 'payment',
    faults: [...LOSES, ...DATABASE_AWAY, 'bank-slow', 'bank-loses-replies'],
    moment: { is: 'commit', coll: 'gateway_db.ledger', by: 'gateway' },
  },
};
