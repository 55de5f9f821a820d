import type { Bug } from '../../../groundhog/index.ts';
import { DATABASE_AWAY, LOSES } from '../../fault-groups.ts';

export const lateChargeKept: Bug = {
  name: 'late-charge-kept',
  edits: [
    {
      file: 'services/payment/account.ts',
      find: `      // Money may have moved: only the gateway knows, and tells when asked again under the same key.
      return { kind: 'settle', type: 'charge' };
    case 'declined':
    case 'voided':`,
      replace: `    case 'declined':
    case 'voided':`,
    },
  ],
  why: 'A refund holds a charge without a result for one that failed, so there is nothing to give back.',
  exposedBy:
    'The bank is slow or unheard for so long that the charge is given up and refunded; its success comes later.',
  caughtBy: ['money-settled'],
  cause: {
    process: 'payment',
    faults: [...LOSES, ...DATABASE_AWAY, 'bank-slow', 'bank-loses-replies'],
    // From when the bank is away for so long that all tries of the charge go unanswered.
    moment: { is: 'fault', says: 'begins' },
  },
};
