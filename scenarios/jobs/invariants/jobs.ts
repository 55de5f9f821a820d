/** From the promise to the effect: a job that was taken is there, is done in the end, and has done what it says. */
import { type Document, EJSON } from 'bson';
import { type Answer, invariant, type Stores } from '../../../groundhog/index.ts';
import { accountOf, isDone, JOBS_DB, jobSubject, LEDGER_DB, STREAMS } from '../names.ts';

const contentOf = ({ kind, ...data }: Document): string => EJSON.stringify({ kind, ...data });

export const acknowledgedJobIsKept = invariant(
  'acknowledged jobs are kept',
  'A job that was taken is in the store in the end, as it was asked for.',
  (kept) => {
    const promised = new Map<string, Answer>();
    return {
      onAnswer(answer) {
        const isPromise = answer.kind === 'job' || answer.kind === 'other-job';
        if (isPromise && answer.status === 202) promised.set(answer.key, answer);
        return [];
      },
      atEnd(atMs, stores) {
        const stored = new Map<string, string>();
        for (const { name, data } of stores.all(JOBS_DB, 'jobs')) {
          const { id, ...more } = data as Document;
          stored.set(String(id), contentOf({ kind: name, ...more }));
        }
        return [...promised].flatMap(([id, answer]) => {
          const wanted = contentOf(answer.payload as Document);
          if (stored.get(id) === wanted) return [];
          const told = `was taken by ${answer.client} as ${wanted}, and stored is ${stored.get(id) ?? 'none'}`;
          return [kept(atMs, jobSubject(id), told)];
        });
      },
    };
  },
);

export const jobsAreDone = invariant(
  'jobs are done',
  'In the end each job has been run to its end.',
  (done) => ({
    atEnd: (atMs, stores) =>
      [...stores.all(JOBS_DB, 'jobs')]
        .filter((job) => !isDone(job))
        .map(({ data, failReason }) =>
          done(atMs, jobSubject(data?.id), failReason ? `failed for good: ${failReason}` : 'was not done'),
        ),
  }),
);

/** By kind of job and its id: what jobs have left behind, each as what was asked for. */
function effectsIn(stores: Stores): Map<string, string[]> {
  const effects = new Map<string, string[]>();
  const add = (kind: string, id: unknown, effect: Document) => {
    const key = `${kind} ${id}`;
    effects.set(key, [...(effects.get(key) ?? []), EJSON.stringify(effect)]);
  };
  for (const { job, to } of stores.all(JOBS_DB, 'mails')) add('mail', job, { account: to });
  for (const { _id, account } of stores.all(JOBS_DB, 'reports')) add('report', _id, { account });
  for (const stream of stores.all(LEDGER_DB, STREAMS))
    for (const { data } of stream.messages as Document[])
      add('charge', data.key, { account: accountOf(stream), amount: -data.amount });
  return effects;
}

export const effectOnce = invariant(
  'jobs have their effect once',
  'In the end each job that is done has had its effect, once.',
  (once) => ({
    atEnd(atMs, stores) {
      const all = effectsIn(stores);
      return [...stores.all(JOBS_DB, 'jobs')].filter(isDone).flatMap(({ name, data }) => {
        const { id, ...wanted } = data as Document;
        const effects = all.get(`${name} ${id}`) ?? [];
        if (effects.length === 1 && effects[0] === EJSON.stringify(wanted)) return [];
        const told = `is a ${name} of ${EJSON.stringify(wanted)}, and came to ${effects.join(' and ') || 'nothing'}`;
        return [once(atMs, jobSubject(id), told)];
      });
    },
  }),
);
