import type { Bug } from '../../../groundhog/index.ts';
import { DATABASE_AWAY, LOSES } from '../../fault-groups.ts';

export const saveErrorLogged: Bug = {
  name: 'save-error-logged',
  edits: [
    {
      file: 'worker/main.ts',
      find: `  process.exit(1);
}`,
      replace: '}',
    },
  ],
  why: 'An error of agenda is written to the log and lived with, while agenda takes its job for running for ever.',
  exposedBy: 'As many saves fail as agenda runs jobs of a kind at once: the worker takes no more of them.',
  caughtBy: ['jobs are done'],
  cause: {
    process: 'worker',
    faults: [...LOSES, ...DATABASE_AWAY],
    moment: [
      { is: 'fault', says: ' strikes' },
      { is: 'fault', says: ' begins' },
    ],
  },
};
