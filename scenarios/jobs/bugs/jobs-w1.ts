import type { Bug } from '../../../groundhog/index.ts';
import { ROLLS_BACK } from '../../fault-groups.ts';

export const jobsW1: Bug = {
  name: 'jobs-w1',
  edits: [
    {
      file: 'common/agenda.ts',
      find: 'address: process.env.JOBS_URL!',
      replace: `address: process.env.JOBS_URL!.replace('w=majority&readConcernLevel=majority', 'w=1')`,
    },
  ],
  why: 'Jobs are written to one member of the database, and read as it has them.',
  exposedBy: 'That member is the primary, dies or is cut off, and the others go on without the job.',
  caughtBy: ['acknowledged jobs are kept', 'jobs are done'],
  cause: {
    process: 'api',
    faults: [...ROLLS_BACK],
    // Who has it dies or is made to give way; or was alone already when it was written.
    moment: [
      { is: 'crash', by: 'database' },
      { is: 'election', says: 'it was told to' },
      { is: 'lost', by: 'api', isFirst: true },
    ],
  },
};
