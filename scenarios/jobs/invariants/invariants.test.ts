/** Each invariant of this scenario's own: a run in which it holds, and some in which it does not. */
import { describe, expect, test } from 'vitest';
import type { Answer, Invariant } from '../../../harness/invariants/index.ts';
import { ToldRun } from '../../../harness/invariants/testing/told-run.ts';
import { JOBS_DB, LEDGER_DB, STREAMS } from '../names.ts';
import {
  balanceIsFold,
  neverOverdrawn,
  oneEntryForEachKey,
  shownIsWhatWas,
  streamsGrow,
} from './accounts.ts';
import { acknowledgedEntryIsKept, conflictToldAsOne } from './entries.ts';
import { acknowledgedJobIsKept, effectOnce, jobsAreDone } from './jobs.ts';

type Entered = readonly [key: string, amount: number, type?: 'Entered' | 'Declined'];

/** As it is told, in the words of this scenario. */
class Run {
  readonly #run: ToldRun;

  constructor(invariant: Invariant) {
    this.#run = new ToldRun(invariant);
  }

  job(
    id: string,
    kind: string,
    data: object,
    more: object = { lastFinishedAt: new Date(1), failReason: null },
  ) {
    this.#run.set('jobs', `the ${id}`, { name: kind, data: { id, ...data }, ...more }, JOBS_DB);
    return this;
  }

  mail(id: string, job: string, to: string) {
    this.#run.set('mails', id, { job, to }, JOBS_DB);
    return this;
  }

  report(id: string, account: string, version: number, balance: number) {
    this.#run.set('reports', id, { account, version, balance }, JOBS_DB);
    return this;
  }

  /** What emmett keeps of an account: by default with what belongs to these entries. */
  account(
    name: string,
    entered: readonly Entered[],
    more: { versions?: number[]; version?: number; shown?: number } = {},
  ) {
    const { versions = entered.map((_, i) => i + 1), version = entered.length } = more;
    const folded = entered.reduce((sum, [, n, type = 'Entered']) => (type === 'Entered' ? sum + n : sum), 0);
    const messages = entered.map(([key, amount, type = 'Entered'], i) => {
      const metadata = { messageId: `of ${key}`, streamPosition: versions[i] };
      return { type, data: { key, amount }, metadata };
    });
    const projections = { balance: { balance: more.shown ?? folded } };
    const stream = {
      streamName: `account:${name}`,
      metadata: { streamPosition: version },
      messages,
      projections,
    };
    this.#run.set(STREAMS, `the ${name}`, stream, LEDGER_DB);
    return this;
  }

  told(status: number, kind: string, key: string, more: Partial<Answer> = {}) {
    this.#run.told(status, { kind, key, ...more });
    return this;
  }

  end = () => this.#run.end();
}

const run = (invariant: Invariant) => new Run(invariant);
const payload = { kind: 'charge', account: 'a', amount: 3 };

test('acknowledged jobs are kept', () => {
  const fine = run(acknowledgedJobIsKept)
    .told(202, 'job', 'j', { payload })
    .told(503, 'job', 'k', { payload });
  expect(fine.told(409, 'other-job', 'j').job('j', 'charge', { account: 'a', amount: 3 }).end()).toEqual([]);
  const taken = () => run(acknowledgedJobIsKept).told(202, 'job', 'j', { payload });
  expect(taken().end()).toHaveLength(1);
  expect(taken().job('j', 'charge', { account: 'a', amount: 4 }).end()).toHaveLength(1);
  expect(taken().job('j', 'mail', { account: 'a' }).end()[0]).toMatch(
    /^job j was taken by c1 as .*charge.*, and stored is .*mail/,
  );
});

test('jobs are done', () => {
  expect(run(jobsAreDone).job('j', 'mail', {}).end()).toEqual([]);
  expect(run(jobsAreDone).job('j', 'mail', {}, { lastFinishedAt: null }).end()).toEqual([
    'job j was not done',
  ]);
  const failed = { lastFinishedAt: new Date(1), failReason: 'no ledger' };
  expect(run(jobsAreDone).job('j', 'mail', {}, failed).end()).toEqual(['job j failed for good: no ledger']);
});

describe('jobs have their effect once', () => {
  const all = () =>
    run(effectOnce)
      .job('m', 'mail', { account: 'a' })
      .job('r', 'report', { account: 'a' })
      .job('c', 'charge', { account: 'a', amount: 3 });
  const done = () =>
    all()
      .mail('m', 'm', 'a')
      .report('r', 'a', 0, 0)
      .account('a', [['c', -3, 'Declined']]);

  test('holds when each has one, and asks nothing of a job that is not done', () => {
    expect(done().end()).toEqual([]);
    expect(done().job('n', 'mail', { account: 'a' }, { lastFinishedAt: null }).end()).toEqual([]);
  });

  test('is broken by none, by two, and by another', () => {
    expect(all().end()).toHaveLength(3);
    expect(done().mail('m2', 'm', 'a').end()).toEqual([
      'job m is a mail of {"account":"a"}, and came to {"account":"a"} and {"account":"a"}',
    ]);
    expect(done().mail('m', 'm', 'b').end()).toHaveLength(1);
    expect(
      done()
        .account('b', [['c', -3]])
        .end(),
    ).toHaveLength(1);
  });
});

test('streams only grow', () => {
  const one = () => run(streamsGrow).account('a', [['k', 1]]);
  expect(
    one()
      .account('a', [
        ['k', 1],
        ['l', 2],
      ])
      .end(),
  ).toEqual([]);
  expect(
    one()
      .account('a', [['l', 2]])
      .end(),
  ).toEqual(['account a has lost its event 1, {"key":"k","amount":1}']);
  expect(
    one()
      .account(
        'a',
        [
          ['k', 1],
          ['l', 2],
        ],
        { versions: [1, 3] },
      )
      .end(),
  ).toEqual(['account a has version 3 where 2 is to be']);
  expect(
    one()
      .account('a', [['k', 1]], { version: 2 })
      .end(),
  ).toEqual(['account a says version 2 of 1 events']);
});

test('one entry for each key', () => {
  expect(
    run(oneEntryForEachKey)
      .account('a', [
        ['k', 1],
        ['l', 1],
      ])
      .account('b', [['k', 1]])
      .end(),
  ).toEqual([]);
  expect(
    run(oneEntryForEachKey)
      .account('a', [
        ['k', 1],
        ['k', 1],
      ])
      .end(),
  ).toEqual(['account a has two entries k']);
});

test('never overdrawn', () => {
  expect(
    run(neverOverdrawn)
      .account('a', [
        ['k', 1],
        ['l', -2, 'Declined'],
        ['m', -1],
      ])
      .end(),
  ).toEqual([]);
  expect(
    run(neverOverdrawn)
      .account('a', [
        ['k', 1],
        ['l', -2],
        ['m', 5],
      ])
      .end(),
  ).toEqual(['account a has -1 at version 2']);
});

test('the balance is the fold', () => {
  expect(
    run(balanceIsFold)
      .account('a', [
        ['k', 1],
        ['l', -2, 'Declined'],
      ])
      .end(),
  ).toEqual([]);
  expect(
    run(balanceIsFold)
      .account('a', [['k', 1]], { shown: 2 })
      .end(),
  ).toEqual(['account a shows 2, and its events come to 1']);
});

test('what is shown is what was', () => {
  const account = () =>
    run(shownIsWhatWas).account('a', [
      ['k', 1],
      ['l', 2],
    ]);
  expect(account().report('r', 'a', 1, 1).report('s', 'a', 2, 3).report('t', 'b', 0, 0).end()).toEqual([]);
  expect(account().report('r', 'a', 2, 1).end()).toEqual([
    'report r shows 1 at version 2 of a, and that was 3',
  ]);
  expect(account().report('r', 'a', 3, 3).end()).toHaveLength(1);
  const shown = (balance: number) => ({ body: { account: 'a', version: 2, balance } });
  expect(account().told(200, 'account', 'a', shown(3)).told(503, 'account', 'a', shown(4)).end()).toEqual([]);
  expect(account().told(200, 'account', 'a', shown(4)).end()).toEqual([
    'answer to c1 shows 4 at version 2 of a, and that was 3',
  ]);
});

test('acknowledged entries are kept', () => {
  const asked = { expect: { account: 'a' }, payload: { amount: 1 } };
  const told = () =>
    run(acknowledgedEntryIsKept).told(201, 'entry', 'k', asked).told(409, 'opening', 'l', asked);
  expect(
    told()
      .account('a', [['k', 1]])
      .end(),
  ).toEqual([]);
  expect(told().end()).toEqual(['entry k was answered 201, as 1 in a; stored is none']);
  expect(
    told()
      .account('a', [['k', 2]])
      .end(),
  ).toHaveLength(1);
  expect(
    told()
      .account('b', [['k', 1]])
      .end(),
  ).toHaveLength(1);
});

test('conflicts are told as such', () => {
  const raw = { body: { error: 'E11000 duplicate key error collection: ledger.emt:account' } };
  const fine = run(conflictToldAsOne).told(409, 'opening', 'k', { body: { error: 'Expected version' } });
  expect(fine.told(503, 'entry', 'k').told(503, 'job', 'j', raw).end()).toEqual([]);
  expect(run(conflictToldAsOne).told(503, 'opening', 'k', raw).end()).toHaveLength(1);
});
