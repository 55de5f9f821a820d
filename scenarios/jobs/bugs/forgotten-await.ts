import type { Bug } from '../../../groundhog/index.ts';
import { DATABASE_AWAY, LOSES } from '../../fault-groups.ts';

export const forgottenAwait: Bug = {
  name: 'forgotten-await',
  edits: [
    {
      file: 'worker/main.ts',
      find: '      await work(job.attrs.data);',
      replace: '      void work(job.attrs.data);',
    },
  ],
  why: 'What a job does is begun and not waited for, so that it is done before it is.',
  exposedBy: 'It fails, or its worker dies while it is under way.',
  caughtBy: ['jobs have their effect once'],
  cause: {
    process: 'worker',
    faults: [...LOSES, ...DATABASE_AWAY],
    moment: { is: 'commit', coll: 'jobs.jobs', by: 'worker' },
  },
};
