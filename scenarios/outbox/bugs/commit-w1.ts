import type { Bug } from '../../../groundhog/index.ts';
import { ROLLS_BACK } from '../../fault-groups.ts';

export const commitW1: Bug = {
  name: 'commit-w1',
  edits: [
    {
      file: 'common/transaction.ts',
      find: `    await work(session);
  });`,
      replace: `    await work(session);
  }, { writeConcern: { w: 1 } });`,
    },
  ],
  why: 'A transaction counts as committed when one member of the database has it.',
  exposedBy:
    'That member is the primary, dies or is cut off, and the others elect one that does not have it.',
  caughtBy: ['acknowledged orders are kept', 'acknowledged orders are shipped', 'sent is shipped'],
  cause: {
    process: 'api',
    faults: [...ROLLS_BACK],
    // Who has it dies or is made to give way; or was alone already when it was written.
    moment: [{ is: 'crash', by: 'database' }, { is: 'election', says: 'it was told to' }, { is: 'lost' }],
  },
};
