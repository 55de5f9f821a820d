/** What a run under load is told by: kinds of request, how long a job takes to be done, and what became of each. */
import type { FlowSpec, LedgerSpec, LiveSpec } from '../../groundhog/index.ts';
import { isDone, isIn, JOBS_DB } from './names.ts';

const doing: FlowSpec = {
  what: 'jobs',
  until: 'to their end',
  says: 'from the answer that takes a job to when it is done',
  create: () => ({
    onAnswer: ({ kind, status, key }) => (kind === 'job' && status === 202 ? [{ is: 'begun', id: key }] : []),
    onChange: (change) =>
      isIn(change, 'jobs') && change.after && isDone(change.after)
        ? [{ is: 'ended', id: String(change.after.data.id) }]
        : [],
  }),
};

const ledger: LedgerSpec = {
  told({ kind, status, key: id }) {
    if (kind !== 'job' && kind !== 'other-job') return undefined;
    if (status === 202) return { id, is: 'accepted' };
    // 409 says that the id is of another job, and nothing of that one.
    return { id, is: status >= 400 && status < 500 && status !== 409 ? 'refused' : 'unknown' };
  },
  stored: (stores) =>
    new Map(
      [...stores.all(JOBS_DB, 'jobs')].map((job) => [String(job.data?.id), isDone(job) ? 'done' : null]),
    ),
  ends: { done: 'run to its end' },
};

export const jobsLive: LiveSpec = {
  kinds: {
    job: { says: 'a job, or the same once more' },
    follow: { says: 'whether a job is done' },
    'other-job': { says: 'another job under the id of one, mostly too late', right: '409' },
    'bad-job': { says: 'a job of no kind, to be refused', right: '400' },
    entry: { says: 'an entry in an account' },
    opening: { says: 'the first entry of an account, one of two', right: '201' },
    'bad-entry': { says: 'an entry of no amount, to be refused', right: '400' },
    account: { says: 'what an account has' },
  },
  flows: { doing },
  ledger,
};
