import type { Bug } from '../../../groundhog/index.ts';
import { DATABASE_AWAY, LOSES } from '../../fault-groups.ts';

/** What agenda itself does, seen when a job does not bear it: `docs/bugs-found.md`. */
export const runsTwice: Bug = {
  name: 'runs-twice',
  edits: [
    {
      file: 'worker/kinds.ts',
      find: 'await insertOnce(mails, { _id: id, job: id, to: account });',
      replace: 'await mails.insertOne({ _id: crypto.randomUUID(), job: id, to: account });',
    },
  ],
  why: 'A mail is written for each run of its job, as though agenda ran a job once.',
  exposedBy: 'A worker stands still for longer than its lock, another runs the job, and the first goes on.',
  caughtBy: ['unique mails by job', 'jobs have their effect once'],
  cause: {
    process: 'worker',
    faults: [...LOSES, ...DATABASE_AWAY],
    // Its run is cut right after the first mail, or stands still before it.
    moment: [
      { is: 'pause', by: 'worker' },
      { is: 'message', by: 'worker', to: 'database', says: 'insert mails', isFirst: true },
    ],
  },
};
