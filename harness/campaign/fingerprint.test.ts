import { expect, test } from 'vitest';
import type { Event, Explanation, Message } from '../explanation/index.ts';
import { fingerprintOf } from './fingerprint.ts';

interface Told {
  order?: string;
  instance?: string;
  /** Which number the lines of code have. */
  line?: number;
  /** That was drawn. */
  word?: string;
  /** What the payment service asked the database for, before it stored the second charge: commands, and errors. */
  before?: [command: string, error?: number][];
  w?: string | number;
}

/** Of an order that was charged twice; only what a fingerprint looks at. */
function chargedTwice({
  order = 'ORD-7',
  instance = 'payment-1',
  line = 10,
  word = 'tea',
  before = [],
  w = 'majority',
}: Told = {}) {
  const subjects = [`order ${order}`];
  const messages: Partial<Message>[] = [];
  let atMs = 0;
  const say = (message: Partial<Message>) => {
    atMs += 10;
    messages.push({
      ...{ id: `m${messages.length}`, answers: null, isNoise: false, stack: [], subjects },
      ...{ sentMs: atMs, arrivedMs: atMs + 1, protocol: 'mongodb', from: instance, to: 'mongo-1' },
      ...message,
    });
    return messages.at(-1)!.id!;
  };
  const body = { method: 'POST', path: `/orders/${order}/charge` };
  say({ protocol: 'http', from: 'orchestrator-1', to: instance, body });
  for (const [command, error] of before) {
    const id = say({ body: { [command]: 'charges' } });
    say({ from: 'mongo-1', to: instance, answers: id, body: error === undefined ? {} : { code: error } });
  }
  const message = say({
    body: { insert: 'charges', writeConcern: { w } },
    stack: [`Charges.enter (payment/charges.ts:${line}:7)`, `handle (payment/index.ts:${line}:3)`],
  });
  const change = { db: 'payment', coll: 'charges', op: 'insert', by: instance, message };
  const events = [
    { id: 'e1', kind: 'commit', seq: 9, subjects, change },
    {
      id: 'e2',
      kind: 'commit',
      seq: 9,
      subjects: ['order ORD-99'],
      change: { ...change, by: 'projector-1' },
    },
    { id: 'e3', kind: 'violation', seq: 9, subjects },
  ];
  const lane = (name: string) => ({ name, kind: 'service', service: name.replace(/-\d+$/, '') });
  return {
    verdict: 'violated',
    plan: {
      topology: { instances: { payment: 3, orchestrator: 1, projector: 1 } },
      requests: [{ key: order, payload: { of: word } }],
    },
    violation: {
      ...{ invariant: 'one-charge', subject: subjects[0], related: [], atMs: 1000, event: 'e3' },
      message: `${order} was charged 2 times for ${word} {"n":"${word}"}`,
    },
    lanes: [instance, 'orchestrator-1', 'projector-1', 'mongo-1'].map(lane),
    messages: messages as Message[],
    events: events as unknown as Event[],
  } as unknown as Explanation;
}

const printOf = (told?: Told) => fingerprintOf(chargedTwice(told)).fingerprint;

test('other ids, instances, lines of code and what was drawn are the same', () => {
  expect(printOf()).toMatch(/^[0-9a-f]{10}$/);
  expect(printOf({ order: 'ORD-000912', instance: 'payment-3', line: 40, word: 'milk' })).toBe(printOf());
});

test('another way to the same is another: what was done just before, what was refused, how surely it is written', () => {
  const ways: Told[] = [
    {},
    { before: [['find']] },
    { before: [['find'], ['update']] },
    { before: [['insert', 11_000]] },
    { w: 1 },
  ];
  expect(new Set(ways.map(printOf)).size).toBe(ways.length);
});

test('a person can see what it is made of', () => {
  expect(fingerprintOf(chargedTwice({ before: [['find'], ['insert', 11_000]] })).shape).toEqual([
    'one-charge, order',
    '… was charged N times for … …',
    'payment → mongo: insert charges w:majority in Charges.enter',
    'after payment → mongo: insert charges: error 11000',
    'for orchestrator → payment: POST /orders/#/charge',
    'payment → mongo: find charges',
    'payment → mongo: insert charges',
    'payment → mongo: insert charges w:majority in Charges.enter',
  ]);
});

test('what was never done is told by who heard of it', () => {
  const unshipped = (hears: boolean): Explanation => {
    const told = chargedTwice();
    const [first] = told.messages;
    const asked = {
      ...first!,
      id: 'q',
      protocol: 'mongodb' as const,
      to: 'mongo-1',
      body: { getMore: 1, collection: 'outbox' },
    };
    const heard = { ...asked, id: 'r', answers: 'q', from: 'mongo-1', to: 'orchestrator-1' };
    return {
      ...told,
      violation: { ...told.violation!, event: null },
      messages: [...told.messages, { ...asked, subjects: [] }, ...(hears ? [heard] : [])],
    };
  };
  expect(fingerprintOf(unshipped(true)).shape).toContain('orchestrator hears of it by getMore outbox');
  const idle = unshipped(false);
  const [first] = idle.messages;
  const poll: Message = {
    ...first!,
    protocol: 'mongodb',
    from: 'projector-1',
    to: 'mongo-1',
    body: { find: 'outbox' },
    subjects: [],
  };
  const { shape } = fingerprintOf({ ...idle, messages: [...idle.messages, poll] });
  expect(shape).toContain('projector → mongo: find outbox');
  expect(fingerprintOf(unshipped(false)).fingerprint).not.toBe(fingerprintOf(unshipped(true)).fingerprint);
});

test('what comes after the violation is no part of it', () => {
  const one = chargedTwice();
  const late = { ...one.messages.at(-1)!, sentMs: 1001, body: { insert: 'refunds' } };
  expect(fingerprintOf({ ...one, messages: [...one.messages, late] })).toEqual(fingerprintOf(one));
});

test('without a violation, it is what the verdict says', () => {
  const stuck = (reason: string) =>
    fingerprintOf({ ...chargedTwice(), verdict: 'stuck', reason, violation: null }).fingerprint;
  expect(stuck('not at rest 180 s after heal: order ORD-1')).toBe(
    stuck('not at rest 180 s after heal: order ORD-9'),
  );
  expect(stuck('not at rest 180 s after heal: order ORD-1')).not.toBe(stuck('it did not start in 2000 ms'));
});
