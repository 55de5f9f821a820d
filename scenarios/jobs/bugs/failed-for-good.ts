import type { Bug } from '../../../groundhog/index.ts';
import { DATABASE_AWAY, LOSES } from '../../fault-groups.ts';

export const failedForGood: Bug = {
  name: 'failed-for-good',
  edits: [
    {
      file: 'worker/main.ts',
      find: `      // Agenda does not try again by itself. Set here, the time is saved with the failure, in one write.
      job.attrs.nextRunAt = new Date(Date.now() + RETRY_MS);
`,
      replace: '',
    },
    {
      file: 'worker/main.ts',
      find: `const RETRY_MS = 1000;

`,
      replace: '',
    },
  ],
  why: 'A job that fails is left to agenda, which does not try again.',
  exposedBy: 'The ledger or the database cannot be reached while a job runs.',
  caughtBy: ['jobs are done'],
  cause: {
    process: 'worker',
    faults: [...LOSES, ...DATABASE_AWAY],
    // What it asked for last is what failed; where it could not even ask, that it failed is all there is.
    moment: [
      { is: 'message', by: 'worker', to: 'ledger' },
      { is: 'message', by: 'worker', to: 'database', says: 'insert ' },
      { is: 'commit', coll: 'jobs.jobs', by: 'worker', says: 'failReason' },
    ],
  },
};
