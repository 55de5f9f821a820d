/** What is asked: jobs, some of them twice, bad ones, and entries in accounts beside those that jobs make. */
import {
  type fc,
  inOrder,
  type Request,
  type Sending,
  sending,
  sent,
  span,
  type Workload,
  type WorkloadAsked,
  weighted,
} from '../../groundhog/index.ts';

export interface JobsData {
  /** How many accounts jobs are about. */
  accounts: number;
}

const MOST_ACCOUNTS = 4;
const KINDS = ['mail', 'mail', 'charge', 'charge', 'report'];

type Kind = 'entry' | 'openings' | 'account' | 'again' | 'other-job' | 'bad-job' | 'bad-entry';

interface Drawn extends Sending {
  account: number;
  kind: string;
  amount: number;
}

export function jobsWorkload(
  choice: typeof fc,
  { clients, size, swarm, live }: WorkloadAsked,
): fc.Arbitrary<Workload<JobsData>> {
  const drawn = {
    ...sending(choice, clients),
    account: choice.nat(MOST_ACCOUNTS - 1),
    kind: choice.constantFrom(...KINDS),
    amount: choice.integer({ min: 1, max: 9 }),
  };
  const whats = weighted<Kind>([
    [10, choice.constant('entry')],
    [3, choice.constant('openings')],
    [12, choice.constant('account')],
    [4, choice.constant('again')],
    [1, choice.constant('other-job')],
    [1, choice.constant('bad-job')],
    [1, choice.constant('bad-entry')],
  ]);
  return choice
    .record({
      accounts: choice.integer({ min: 1, max: MOST_ACCOUNTS }),
      durationMs: span(choice, swarm),
      jobs: choice.array(choice.record(drawn), { minLength: size, maxLength: size }),
      others: choice.array(choice.record({ ...drawn, what: whats, job: choice.nat(size - 1) }), {
        minLength: size,
        maxLength: size,
      }),
    })
    .map(({ accounts, durationMs, jobs, others }) => {
      const prefix = live?.prefix ?? '';
      const due = (asked: Request, drawn: Drawn) => sent(asked, drawn, durationMs);
      const of = ({ account }: Drawn) => `${prefix}account-${(account % accounts) + 1}`;
      const contested = new Set(others.filter(({ what }) => what === 'other-job').map(({ job }) => job));
      const placed = jobs.map((job, n) => {
        const statuses = [202, ...(contested.has(n) ? [409] : [])];
        return due(jobOf(`${prefix}job-${n + 1}`, of(job), job, statuses), job);
      });
      const rest = others.flatMap((other, n) => {
        const id = `${prefix}other-${n + 1}`;
        if (other.what !== 'openings')
          return [due(requestOf(other.what, id, of(other), other, placed), other)];
        // Both are the first of the account. Who comes second is told so.
        const both = ['a', 'b'].map((who) =>
          openingOf(`${prefix}new-${n + 1}`, `${id}-${who}`, other.amount),
        );
        return both.map((opening, i) => due(opening, { ...other, client: (other.client + i) % clients }));
      });
      return { requests: inOrder([...placed, ...rest]), data: { accounts }, durationMs };
    });
}

function jobOf(id: string, account: string, { kind, amount }: Drawn, statuses: readonly number[]): Request {
  const path = `/jobs/${id}`;
  return {
    ...{ kind: 'job', key: id, to: 'api', method: 'PUT', path, retry: true, expect: { statuses } },
    payload: kind === 'charge' ? { kind, account, amount } : { kind, account },
    follow: {
      ...{ kind: 'follow', key: id, to: 'api', method: 'GET', path },
      until: { field: 'state', in: ['done'] },
    },
  };
}

function entryOf(account: string, key: string, payload: object, statuses: readonly number[]): Request {
  const path = `/accounts/${account}/entries/${key}`;
  const asked = { kind: 'entry', key, to: 'ledger', method: 'PUT', path, retry: true };
  return { ...asked, payload, expect: { account, statuses } };
}

const openingOf = (account: string, key: string, amount: number): Request => ({
  ...entryOf(account, key, { amount, first: true }, [200, 201, 409]),
  kind: 'opening',
});

/** Any of the others. `id` is of no job that is placed. */
function requestOf(
  what: Kind,
  id: string,
  account: string,
  drawn: Drawn & { job: number },
  jobs: readonly Request[],
): Request {
  const first = jobs[drawn.job]!;
  switch (what) {
    case 'again':
      return first;
    case 'other-job': {
      // Of more than anybody asks for. Who is first has the id.
      const payload = { kind: 'charge', account, amount: 10 };
      return { ...first, kind: what, payload, expect: { statuses: [202, 409] } };
    }
    case 'bad-job':
      return { ...jobOf(id, account, { ...drawn, kind: 'lottery' }, [400]), kind: what };
    case 'bad-entry':
      return { ...entryOf(account, id, { amount: 'all of it' }, [400]), kind: what };
    case 'account': {
      const path = `/accounts/${account}`;
      return { kind: what, key: account, to: 'ledger', method: 'GET', path, expect: { statuses: [200] } };
    }
    default: {
      // Most put something in, so that there is something to charge.
      const amount = drawn.amount > 2 ? drawn.amount : -drawn.amount * 3;
      return entryOf(account, id, { amount }, [200, 201]);
    }
  }
}
