import { describe, expect, test } from 'vitest';
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
    lanes: [
      ...[instance, 'orchestrator-1', 'projector-1', 'mongo-1'].map(lane),
      { name: 'client-1', kind: 'client', service: 'client' },
    ],
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
    'payment → mongo: insert charges w:majority in Charges.enter',
    'after payment → mongo: insert charges: error 11000',
    'for POST /orders/#/charge of payment',
  ]);
});

test('what was done for the request counts, too, if only the request names it', () => {
  const told = chargedTwice();
  const [request, write] = told.messages as [Message, Message];
  const look = {
    ...{ ...write, id: 'look', subjects: ['message M-1'], sentMs: 15 },
    body: { find: 'inbox', filter: { _id: 'M-1' } },
  };
  const of = (subjects: string[]) =>
    fingerprintOf({ ...told, messages: [{ ...request, subjects }, look, write] }).shape;
  const after = 'after payment → mongo: find inbox in Charges.enter';
  expect(of([...request.subjects, 'message M-1'])).toContain(after);
  expect(of(request.subjects)).not.toContain(after);
});

test('what was heard since counts as well, and what showed it may be about another whom it names', () => {
  const told = chargedTwice({ before: [['find']] });
  const { messages } = told;
  const write = messages.at(-1)!;
  const more = { ...write, id: 'more', sentMs: 1, body: { getMore: 1, collection: 'orders' }, subjects: [] };
  const heard = { ...more, id: 'heard', from: 'mongo-1', to: write.from, answers: 'more', body: {} };
  const subjects = ['order ORD-7'];
  const at = (arrivedMs: number) =>
    fingerprintOf({
      ...told,
      messages: [more, ...messages.slice(0, -1), { ...heard, subjects, arrivedMs }, write],
    }).shape;
  expect(at(write.sentMs - 1)).toContain('after payment hears of it by getMore orders');
  expect(at(5)).toContain('after payment → mongo: find charges');
  const events = told.events.map((event) =>
    event.kind === 'violation'
      ? { ...event, subjects: [...event.subjects, 'till 1'] }
      : { ...event, subjects: event.id === 'e1' ? ['till 1'] : event.subjects },
  );
  expect(fingerprintOf({ ...told, events })).toEqual(fingerprintOf(told));
});

test('what an answer showed is told by what it says, and to what', () => {
  const told = chargedTwice();
  const request = { ...told.messages[0]!, id: 'q', from: 'client-1', to: 'orchestrator-1' };
  const answer = { ...request, id: 'r', answers: 'q', sentMs: 900, arrivedMs: 901, body: { status: 200 } };
  const shown = { id: 'e1', kind: 'answer', lane: 'client-1', atMs: 901, seq: 9, subjects: ['order ORD-7'] };
  const run = {
    ...told,
    messages: [...told.messages, request, answer],
    events: [shown, told.events.at(-1)!],
  } as unknown as Explanation;
  expect(fingerprintOf(run).shape).toEqual([
    'one-charge',
    '… was charged N times for … …',
    'client → orchestrator: POST /orders/#/charge',
  ]);
});

describe('what was never done', () => {
  /** Of an order that stays unpaid; it is stored. */
  function unpaid({
    hears = false,
    looks = false,
    invariant = 'paid',
    stored = ['n', 'at'],
  } = {}): Explanation {
    const told = chargedTwice();
    const [asked] = told.messages;
    const query = {
      ...{ ...asked!, id: 'q', protocol: 'mongodb' as const, from: 'projector-1', to: 'mongo-1' },
      ...{ subjects: hears ? asked!.subjects : [], body: { getMore: 1, collection: 'charges' } },
    };
    const answer = { ...query, id: 'r', answers: 'q', from: 'mongo-1', to: 'projector-1', body: {} };
    const poll = { ...query, id: 'p', subjects: [], body: { find: 'charges', filter: { n: { $gt: 1 } } } };
    const known = { ...poll, id: 'k', body: { find: 'charges', filter: { _id: { $oid: '0' } } } };
    const other = { ...poll, id: 'o', body: { find: 'checkpoints' } };
    const after = Object.fromEntries([...stored.map((name) => [name, 1]), ['void', null]]);
    const [commit] = told.events;
    return {
      ...told,
      violation: { ...told.violation!, event: null, invariant },
      events: [{ ...commit!, atMs: 10, change: { ...commit!.change!, op: 'update', after } }],
      messages: [...told.messages, query, answer, ...(looks ? [poll, known, other] : [])],
    };
  }
  const shape = (of?: Parameters<typeof unpaid>[0]) => fingerprintOf(unpaid(of)).shape;

  test('is told by what is stored of it, and where those look who never heard of that', () => {
    expect(shape()).toEqual(['order, in the end', 'payment: payment.charges has at, n']);
    expect(shape({ looks: true })).toEqual([...shape(), 'projector → mongo: find charges']);
    expect(shape({ stored: ['n', 'why'] })).toContain('payment: payment.charges has n, why');
    const inserted = unpaid();
    const events = inserted.events.map((event) => ({
      ...event,
      change: { ...event.change!, op: 'insert' as const },
    }));
    expect(fingerprintOf({ ...inserted, events }).shape).toContain('payment: payment.charges insert');
  });

  test('what a service stored for another that asked it is no further, and where nothing else is it counts', () => {
    const told = unpaid();
    const [asked, write] = told.messages as [Message, Message];
    const [commit] = told.events;
    const by = {
      ...commit!,
      atMs: 5,
      change: { ...commit!.change!, coll: 'orders', by: 'clerk-1', message: null },
    };
    const served = { ...commit!, atMs: 30, change: { ...commit!.change!, message: write.id } };
    const of = (from: string, events: Event[]) =>
      fingerprintOf({ ...told, events, messages: [{ ...asked, from }, ...told.messages.slice(1)] }).shape[1];
    expect(of('orchestrator-1', [by, served])).toMatch(/^clerk-1: payment.orders/);
    expect(of('orchestrator-1', [served])).toMatch(/^payment: payment.charges/);
    expect(of('client-1', [by, served])).toMatch(/^payment: payment.charges/);
  });

  test('and by who heard of it', () => {
    expect(shape({ hears: true, looks: true }).slice(2)).toEqual([
      'projector hears of it by following charges',
    ]);
  });

  test('and not by what others have added to the same', () => {
    const told = unpaid();
    const [commit] = told.events;
    const later = { ...commit!, change: { ...commit!.change!, after: { n: 1, at: 1, more: 1 } } };
    const shapeWith = (event: Event) => fingerprintOf({ ...told, events: [commit!, event] }).shape;
    expect(shapeWith(later)).toContain('payment: payment.charges has at, more, n');
    expect(shapeWith({ ...later, subjects: [...later.subjects, 'order ORD-8'] })).toEqual(shape());
  });

  test('a word of the service is told, and none that was drawn', () => {
    const told = unpaid();
    const [commit] = told.events;
    const after = { status: 'turned-away', of: 'tea', why: 'no such account', n: 3 };
    const events = [{ ...commit!, change: { ...commit!.change!, op: 'update' as const, after } }];
    expect(fingerprintOf({ ...told, events }).shape).toContain(
      'payment: payment.charges has n, of, status turned-away, why',
    );
  });

  test('whichever rule it was that missed it', () => {
    expect(shape({ invariant: 'all is paid' })).toEqual(shape());
  });
});

test('what was told to be done and was taken back is one thing, whatever came of it', () => {
  const lost = (invariant: string, w: string | number = 1) => {
    const told = chargedTwice({ w });
    const write = told.messages.at(-1)!;
    const reply = {
      ...write,
      id: 'r',
      answers: write.id,
      body: { n: 1, ok: 1 },
      sentMs: 900,
      arrivedMs: 901,
    };
    return fingerprintOf({
      ...told,
      violation: { ...told.violation!, invariant, event: null },
      messages: [...told.messages, reply],
      events: [],
    });
  };
  expect(lost('paid').shape).toEqual([
    'told to be done, and not kept',
    'insert charges w:1 in Charges.enter',
  ]);
  expect(lost('shipped')).toEqual(lost('paid'));
  // What a majority has is not lost.
  expect(lost('paid', 'majority').shape[0]).toBe('paid');
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
