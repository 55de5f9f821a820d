/** What a healthy campaign gets to. */
import type { Document } from 'bson';
import { type Answer, type Change, type Sometimes, sometimes } from '../../groundhog/index.ts';
import { isIn, JOBS_DB, LEDGER_DB, STREAMS } from './names.ts';

const answered = (name: string, says: string, kind: string, status: number): Sometimes =>
  sometimes(name, says, { onAnswer: (answer: Answer) => answer.kind === kind && answer.status === status });

const changed = (
  name: string,
  says: string,
  coll: string,
  is: (after: Document, before: Document | null) => boolean,
): Sometimes =>
  sometimes(name, says, {
    onChange: (change: Change) =>
      isIn(change, coll) && change.after !== null && is(change.after, change.before),
  });

const lockOf = (job: Document | null): number => (job?.lockedAt ? Number(job.lockedAt) : 0);
const lastOf = ({ messages }: Document): string => messages.at(-1)?.type;

export const jobsSometimes: readonly Sometimes[] = [
  answered('contradicted', 'Another job comes under the same id, and is refused.', 'other-job', 409),
  answered('opened twice', 'Of two that open an account, one is told that it exists.', 'opening', 409),
  answered('entry came again', 'An entry comes again and is known.', 'entry', 200),
  answered('try again', 'A job cannot be taken for now.', 'job', 503),
  changed('failed', 'A job fails, and is to be run again.', 'jobs', (job) => Boolean(job.failReason)),
  changed(
    'lock ran out',
    'A job is taken over from a worker that has not ended it in time.',
    'jobs',
    (job, before) => lockOf(before) > 0 && lockOf(job) > lockOf(before),
  ),
  changed('declined', 'A charge is more than there is.', STREAMS, (s) => lastOf(s) === 'Declined'),
  sometimes('done again', 'A mail or a report is made again, and is known.', {
    onSignal: (signal) =>
      signal.kind === 'duplicate-key' && [`${JOBS_DB}.mails`, `${JOBS_DB}.reports`].includes(signal.ns),
  }),
  sometimes('append met another', 'Two append to one stream at once.', {
    onSignal: (signal) => signal.kind === 'duplicate-key' && signal.ns === `${LEDGER_DB}.${STREAMS}`,
  }),
];
