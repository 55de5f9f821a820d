/** Each invariant of the kit: a run in which it holds, and some in which it does not. */
import type { Document } from 'bson';
import { describe, expect, test } from 'vitest';
import type { Answer, Invariant } from '../invariant.ts';
import { Judge } from '../judge.ts';
import { ToldRun as Run } from '../testing/told-run.ts';
import {
  acknowledgedIsKept,
  answeredAtRest,
  closesWithin,
  foldEqualsView,
  knownStays,
  neverAnswered,
  noLogLine,
  noServerErrorAtRest,
  noUncaughtError,
  readsGoForward,
  shownAtRest,
  statusAsExpected,
  unique,
} from './index.ts';

describe('acknowledgedIsKept', () => {
  const kept = () => new Run(acknowledgedIsKept({ kinds: ['put'], db: 'db', coll: 'items' }));

  test('holds when what was promised is there, and asks for nothing that was not promised', () => {
    const run = kept().set('items', 'a', { n: 1 }).told(201).told(500, { key: 'b' }).told(0, { key: 'c' });
    expect(run.told(200, { kind: 'get', key: 'd' }).end()).toEqual([]);
  });

  test('is broken by what was never written, or is gone in the end', () => {
    expect(kept().told(201).end()).toEqual([
      'items a was answered 201 at +1.000s, and it is not in the store',
    ]);
    expect(kept().told(201).set('items', 'a', {}).set('items', 'a', null).end()).toHaveLength(1);
  });

  test('compares what was promised with what is stored, when told how', () => {
    const matches = (answer: Answer, stored: Document) => (answer.payload as Document).n === stored.n;
    const run = () => new Run(acknowledgedIsKept({ kinds: ['put'], db: 'db', coll: 'items', matches }));
    expect(
      run()
        .set('items', 'a', { n: 1 })
        .told(200, { payload: { n: 1 } })
        .end(),
    ).toEqual([]);
    expect(
      run()
        .set('items', 'a', { n: 2 })
        .told(200, { payload: { n: 1 } })
        .end(),
    ).toEqual(['items a was answered 200 at +2.000s, and the store has {"_id":"a","n":2}']);
  });

  test('goes by what was sent where the service makes the ids', () => {
    const run = () =>
      new Run(acknowledgedIsKept({ kinds: ['put'], db: 'db', coll: 'items', by: ['title', 'n'] }));
    const payload = { title: 't', n: 1, more: true };
    expect(run().set('items', 'made up', { title: 't', n: 1 }).told(201, { payload }).end()).toEqual([]);
    expect(run().set('items', 'made up', { title: 't', n: 2 }).told(201, { payload }).end()).toEqual([
      'items {"title":"t","n":1} was answered 201 at +2.000s, and it is not in the store',
    ]);
  });
});

describe('knownStays', () => {
  const known = () => new Run(knownStays({ kinds: ['put', 'get'] }));

  test('holds while nothing is known, over what was asked before it was, and for other things', () => {
    const run = known().told(404, { kind: 'get' }).told(503).told(201);
    expect(run.told(404, { kind: 'get', sentMs: 2500 }).told(404, { kind: 'get', key: 'b' }).broken).toEqual(
      [],
    );
  });

  test('is broken by what is said not to be there once it was, to whomever', () => {
    expect(known().told(201).told(404, { kind: 'get', client: 'c2' }).broken).toEqual([
      expect.stringMatching(
        /^get a was answered 404, though it had been known for \d\.\d{3} s when that was asked$/,
      ),
    ]);
  });
});

test('neverAnswered is broken by such an answer alone', () => {
  const run = () => new Run(neverAnswered(500));
  expect(run().told(503).told(404).told(0).broken).toEqual([]);
  expect(run().told(500).broken).toHaveLength(1);
  expect(() => neverAnswered()).toThrow(TypeError);
});

describe('readsGoForward', () => {
  const reads = () => new Run(readsGoForward({ kind: 'put', field: 'rev' }));
  const rev = (n: number, more: Partial<Answer> = {}) => [200, { body: { rev: n }, ...more }] as const;

  test('holds over rising reads, reads that overlap, other clients and other keys', () => {
    const run = reads()
      .told(...rev(1))
      .told(...rev(2))
      .told(...rev(1, { client: 'c2' }));
    expect(run.told(...rev(1, { key: 'b' })).told(...rev(1, { sentMs: 1500 })).broken).toEqual([]);
  });

  test('is broken by a read that goes back', () => {
    expect(
      reads()
        .told(...rev(2))
        .told(...rev(1)).broken,
    ).toEqual(['put a c1 saw rev 2, and then 1']);
  });
});

describe('unique', () => {
  const users = () => new Run(unique({ db: 'db', coll: 'users', fields: ['tenant', 'email'] }));
  const doc = { tenant: 1, email: 'a@b' };

  test('holds while no two are alike at once, and documents without the fields do not count', () => {
    const run = users()
      .set('users', 1, doc)
      .set('users', 2, { ...doc, tenant: 2 });
    run
      .set('users', 1, { ...doc, email: 'c@d' })
      .set('users', 3, doc)
      .set('users', 3, null);
    expect(
      run.set('users', 4, doc).set('users', 5, {}).set('users', 6, {}).set('other', 7, doc).end(),
    ).toEqual([]);
  });

  test('is broken by a second one', () => {
    expect(users().set('users', 1, doc).set('users', 2, doc).broken).toEqual([
      'users 2 has the same tenant and email as 1: [1,"a@b"]',
    ]);
  });
});

describe('shownAtRest', () => {
  const shown = () =>
    new Run(
      shownAtRest({
        kinds: ['look'],
        stored: ({ key }, stores) => stores.get('db', 'items', key),
        shown: ({ n, when }) => ({ _id: 'a', n, when }),
      }),
    ).set('items', 'a', { n: [1, { deep: 2 }], when: new Date(0) });
  const look = (body: Document, key = 'a') => ({ kind: 'look', key, body });
  const right = { n: [1, { deep: 2 }], when: '1970-01-01T00:00:00.000Z', more: true };

  test('holds when what is shown is stored, what is not stored is gone, and while there is no answer', () => {
    const run = shown().told(200, look(right)).told(404, look({}, 'b')).told(503, look({})).told(0, look({}));
    expect(run.told(200, { kind: 'put', body: { n: 7 } }).end()).toEqual([]);
  });

  test('is broken by what is shown otherwise, and says which field it is', () => {
    expect(shown().told(200, look({ ...right, n: [1, { deep: 3 }] })).broken).toEqual([
      'look a PUT /a shows n.1.deep 3, and stored is 2',
    ]);
    expect(shown().told(200, look({ n: right.n })).broken).toEqual([
      'look a PUT /a shows when nothing, and stored is "1970-01-01T00:00:00.000Z"',
    ]);
    expect(shown().told(200, look({ ...right, n: [1] })).broken).toEqual([
      'look a PUT /a shows n.1 nothing, and stored is {"deep":2}',
    ]);
  });

  test('is broken by what is there and said not to be, and the other way round', () => {
    expect(shown().told(404, look({})).broken).toEqual([
      'look a PUT /a was answered 404, though it is there',
    ]);
    expect(shown().told(200, look(right, 'b')).broken).toEqual(['look b PUT /a was answered 200, not 404']);
  });
});

describe('foldEqualsView', () => {
  const sums = () =>
    new Run(
      foldEqualsView({
        events: { db: 'db', coll: 'events', by: 'account', order: 'version' },
        view: { db: 'db', coll: 'balances', by: 'account' },
        initial: 0,
        fold: (sum, { amount }) => sum + amount,
        shown: ({ balance }) => balance as number,
      }),
    );

  test('holds when each view is its fold, however it was on the way', () => {
    const run = sums()
      .set('events', 1, { account: 'x', version: 1, amount: 5 })
      .set('balances', 'x', { account: 'x', balance: 9 });
    run.set('events', 2, { account: 'x', version: 2, amount: -2 });
    expect(run.set('balances', 'x', { account: 'x', balance: 3 }).end()).toEqual([]);
  });

  test('is broken by a view that is behind, missing, or of nothing', () => {
    const run = sums().set('events', 1, { account: 'x', version: 1, amount: 5 });
    expect(run.end()).toEqual(['balances x shows no view, and its events fold to 5']);
    expect(sums().set('balances', 'y', { account: 'y', balance: 1 }).end()).toEqual([
      'balances y shows 1, and its events fold to 0',
    ]);
  });
});

describe('at rest', () => {
  test('only what was sent once all was healed counts', () => {
    for (const invariant of [noServerErrorAtRest(), answeredAtRest()]) {
      const run = new Run(invariant)
        .told(500)
        .told(0)
        .heal()
        .told(503, { sentMs: 2500 })
        .told(0, { sentMs: 2500 });
      expect(run.told(200).told(404).end()).toEqual([]);
    }
  });

  test('what was sent before the system can have mended does not count', () => {
    const run = () => new Run(noServerErrorAtRest({ afterMs: 5000 })).heal();
    const [healedMs] = [1000];
    expect(run().told(503, { sentMs: healedMs + 5000 }).broken).toEqual([]);
    expect(run().told(503, { sentMs: healedMs + 5001 }).broken).toHaveLength(1);
  });

  test('a 5xx and silence are each their own', () => {
    const healed = (invariant: Invariant, status: number) => new Run(invariant).heal().told(status).broken;
    expect(healed(noServerErrorAtRest(), 503)).toEqual(['put a PUT /a was answered 503 null']);
    expect(healed(noServerErrorAtRest({ ofKinds: ['get'] }), 503)).toEqual([]);
    expect(healed(noServerErrorAtRest(), 0)).toEqual([]);
    expect(healed(answeredAtRest(), 0)).toEqual(['put a c1 heard nothing of PUT /a']);
    expect(healed(answeredAtRest(), 503)).toEqual([]);
  });
});

test('statusAsExpected is about requests that say what is right, and about answers', () => {
  const asked = { expect: { statuses: [200, 409] } };
  const run = () => new Run(statusAsExpected());
  expect(run().told(409, asked).told(500, asked).told(0, asked).told(404).broken).toEqual([]);
  expect(run().told(404, asked).broken).toEqual(['put a was answered 404, and right is 200 or 409']);
});

test('noUncaughtError is broken by such an end and no other', () => {
  const run = () => new Run(noUncaughtError());
  expect(run().exit({ code: 1 }).exit({ code: null, signal: 'SIGKILL' }).broken).toEqual([]);
  expect(run().exit({ code: 1, error: 'TypeError: x' }).broken).toEqual([
    'api-1 ended by an error that nobody caught: TypeError: x',
  ]);
});

test('closesWithin is about who was asked to end', () => {
  const run = () => new Run(closesWithin(100));
  const fine = run().exit({ code: 1 }).exit({ afterAskedMs: 99 });
  expect(fine.exit({ afterAskedMs: 1, code: null, signal: 'SIGTERM' }).broken).toEqual([]);
  expect(run().exit({ afterAskedMs: 101 }).broken).toEqual(['api-1 ended only 101 ms after it was asked to']);
  expect(run().exit({ afterAskedMs: 9, code: 3 }).broken).toEqual([
    'api-1 ended with 3, 9 ms after it was asked to',
  ]);
  expect(run().exit({ afterAskedMs: 100, code: null, signal: 'SIGKILL' }).broken).toEqual([]);
  expect(run().exit({ afterAskedMs: 500, code: null, signal: 'SIGKILL' }).broken).toEqual([
    'api-1 had not ended 500 ms after it was asked to, and was killed by SIGKILL',
  ]);
});

test('noLogLine is broken by a line that matches, each time', () => {
  const run = new Run(noLogLine(/unhandled/gi)).log('all is well').log('Unhandled rejection\n');
  expect(run.broken).toEqual(['api-1 wrote Unhandled rejection']);
  const judge = new Judge({ invariants: [noLogLine(/x/)], stores: { collections: [], told: {} } });
  expect(judge.readsLogs).toBe(true);
  expect(
    new Judge({
      invariants: [unique({ db: 'd', coll: 'c', fields: ['f'] })],
      stores: { collections: [], told: {} },
    }).readsLogs,
  ).toBe(false);
});

test.each([
  ['noServerErrorAtRest', () => noServerErrorAtRest({ after: 100 } as object), 'afterMs, ofKinds'],
  ['unique', () => unique({ db: 'd', coll: 'c', fields: ['f'], filter: {} } as never), 'db, coll, fields'],
])('%s refuses an option that it does not know', (name, make, known) => {
  expect(make).toThrow(new RegExp(`^${name} knows no '(after|filter)': it takes ${known}$`));
});
