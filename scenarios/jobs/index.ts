/**
 * A scenario of public libraries as npm has them: jobs on agenda, and accounts as streams of events on emmett. Each job
 * has its effect once, though agenda may run it twice; a conflict is told as one, though emmett-mongodb does not.
 *
 * | read                            | for                                                              |
 * |---------------------------------|------------------------------------------------------------------|
 * | `api/`, `worker/`, `ledger/`    | the services, which know nothing of the simulator; and `common/` |
 * | `workload.ts`                   | what is asked                                                    |
 * | `invariants/`, `rest.ts`        | what must hold, and when there is nothing left to do             |
 * | `sometimes.ts`                  | what a healthy campaign gets to                                  |
 * | `live.ts`                       | what a run under load is told by                                 |
 * | `bugs/`                         | planted bugs, two of which take away what the libraries' own call for |
 */
import { type Instance, plural, scenario, withDatabase } from '../../groundhog/index.ts';
import { jobsBugs } from './bugs/index.ts';
import { jobsInvariants } from './invariants/index.ts';
import { jobsLive } from './live.ts';
import { JOBS_DB, LEDGER_DB, STREAMS } from './names.ts';
import { JobsRest } from './rest.ts';
import { setup } from './setup.ts';
import { jobsSometimes } from './sometimes.ts';
import { type JobsData, jobsWorkload } from './workload.ts';

type Mine = Instance<JobsData>;

/** Without a limit an answer that never comes is waited for as long as the connection stands. */
const mongoUrl = ({ mongoUri }: Mine, db: string): string =>
  withDatabase(mongoUri, db, { w: 'majority', readConcernLevel: 'majority', socketTimeoutMS: '10000' });

export default scenario<JobsData>({
  name: 'jobs',
  services: {
    api: {
      entry: 'api/main.ts',
      port: 3000,
      instances: [1, 2],
      env: (instance) => ({ PORT: String(instance.port), JOBS_URL: mongoUrl(instance, JOBS_DB) }),
    },
    worker: {
      entry: 'worker/main.ts',
      instances: [1, 3],
      env: (instance) => ({
        JOBS_URL: mongoUrl(instance, JOBS_DB),
        STORE_URL: mongoUrl(instance, JOBS_DB),
        LEDGER_URLS: instance.urls('ledger').join(),
      }),
    },
    ledger: {
      entry: 'ledger/main.ts',
      port: 4000,
      instances: [1, 2],
      env: (instance) => ({ PORT: String(instance.port), LEDGER_URL: mongoUrl(instance, LEDGER_DB) }),
    },
  },
  setup,
  size: { usual: 20, of: 'jobs' },
  workload: jobsWorkload,
  invariants: jobsInvariants,
  sometimes: jobsSometimes,
  rest: () => new JobsRest(),
  stores: {
    collections: [
      { db: JOBS_DB, coll: 'jobs', history: ['name', 'data'] },
      { db: JOBS_DB, coll: 'mails', history: ['job', 'to'] },
      { db: JOBS_DB, coll: 'reports', history: ['_id', 'account', 'version', 'balance'] },
      { db: LEDGER_DB, coll: STREAMS, history: ['streamName', 'projections'] },
    ],
    told: { job: ['id'], entry: ['key', 'outcome'], opening: ['key'], account: ['version', 'balance'] },
  },
  bugs: jobsBugs,
  live: jobsLive,
  describe: ({ accounts }) => [['accounts', plural(accounts, 'account')]],
});
