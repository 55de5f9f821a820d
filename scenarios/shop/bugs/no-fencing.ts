import type { Bug } from '../../../groundhog/index.ts';
import { DATABASE_AWAY, LOSES } from '../../fault-groups.ts';

export const noFencing: Bug = {
  name: 'no-fencing',
  edits: [
    {
      file: 'services/orchestrator/sagas.ts',
      find: `return { _id: saga._id, 'lease.token': saga.lease.token, rev: saga.rev };`,
      replace: `return { _id: saga._id };`,
    },
  ],
  why: 'Saving a step of a saga does not ask whether somebody else has taken the saga over.',
  exposedBy:
    'The owner is paused in a step; another takes over and ends the saga; the owner wakes and repeats its step.',
  caughtBy: ['terminal-is-final', 'money-settled', 'units-conserved', 'one-charge'],
  cause: {
    process: 'orchestrator',
    faults: [...LOSES, ...DATABASE_AWAY, 'bank-slow', 'bank-loses-replies'],
    moment: { is: 'commit', coll: 'shop_db.sagas', by: 'orchestrator' },
  },
};
