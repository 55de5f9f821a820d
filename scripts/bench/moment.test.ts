import { expect, test } from 'vitest';
import type { Event, Explanation, Message } from '../../harness/explanation/index.ts';
import type { BugCause } from '../../harness/scenario/bug.ts';
import { momentIn, namedIn } from './moment.ts';

const event = (id: string, atMs: number, more: Partial<Event>): Event => ({
  ...{ id, atMs, lane: 'mongo-1', kind: 'commit', label: '', subjects: ['order ORD-1'], strong: true },
  ...{ seq: null, ...more },
});

const commit = (id: string, atMs: number, coll: string, by: string, message: string) =>
  event(id, atMs, { change: { db: 'bank', coll, op: 'insert', id, before: null, after: null, by, message } });

const message = (id: string, from: string, to: string, sentMs: number, label: string): Message => ({
  ...{ id, from, to, label, sentMs, arrivedMs: sentMs + 5, protocol: 'http', fate: null, fault: null },
  ...{ answers: null, subjects: ['order ORD-1'], strong: true, isNoise: false, body: null, stack: [] },
});

const explanation = {
  violation: { atMs: 100 },
  lanes: [
    { name: 'payment-1', kind: 'service', service: 'payment' },
    { name: 'bank-1', kind: 'outside', service: 'bank' },
  ],
  events: [
    commit('e1', 20, 'ledger', 'bank-1', 'm1'),
    commit('e2', 50, 'ledger', 'bank-1', 'm2'),
    commit('e3', 60, 'ledger', 'payment-1', 'm3'),
    commit('e4', 150, 'ledger', 'bank-1', 'm4'),
    event('e5', 70, { kind: 'crash', lane: 'payment-1', subjects: [], strong: false }),
  ],
  messages: [
    message('m2', 'bank-1', 'mongo-1', 45, 'insert ledger'),
    message('m5', 'payment-1', 'bank-1', 30, 'POST /charge'),
    message('m6', 'bank-1', 'payment-1', 40, '200'),
  ],
  faults: [{ id: 'f1', kind: 'crash' }],
  sentence: 'order ORD-1 is paid twice',
  story: [{ clauses: [{ text: 'payment-1 charged again', ref: 'm2' }] }],
} as unknown as Explanation;

test('of what fits and comes before the violation it is the last, or the first where the bug says so', () => {
  const of = { is: 'commit', coll: 'bank.ledger', by: 'bank' };
  expect(momentIn(explanation, of)).toEqual({ ids: ['e2', 'm2'], atMs: 45, untilMs: 50 });
  expect(momentIn(explanation, { ...of, isFirst: true })).toEqual({
    ids: ['e1', 'm1'],
    atMs: 20,
    untilMs: 20,
  });
  expect(momentIn(explanation, { ...of, coll: 'bank.books' })).toBeUndefined();
  expect(momentIn(explanation, { is: ['crash', 'exit'], by: 'payment' })?.atMs).toBe(70);
  expect(momentIn(explanation, { is: 'message', by: 'payment', to: 'bank', says: '/charge' })?.ids).toContain(
    'm5',
  );
  expect(momentIn(explanation, { is: 'message', by: 'payment', says: '200' })).toBeUndefined();
});

test('of several it is the first that there is', () => {
  const crash = { is: 'crash', by: 'bank' };
  const charge = { is: 'message', by: 'payment', to: 'bank' };
  expect(momentIn(explanation, [crash, charge])?.atMs).toBe(30);
  expect(momentIn(explanation, [{ ...crash, by: 'payment' }, charge])?.atMs).toBe(70);
  expect(momentIn(explanation, [])).toBeUndefined();
});

test('a write that was told to be done and not kept lasts until that was told', () => {
  const written = {
    ...message('m7', 'bank-1', 'mongo-1', 80, 'insert ledger'),
    protocol: 'mongodb' as const,
  };
  const lost = { ...written, body: { insert: 'ledger', writeConcern: { w: 1 } } };
  const told = { ...message('m8', 'mongo-1', 'bank-1', 84, ''), answers: 'm7', body: { n: 1, ok: 1 } };
  const messages = [...explanation.messages, lost, told];
  const moment = { is: 'lost', by: 'bank', says: 'ledger' };
  expect(momentIn({ ...explanation, messages }, moment)).toEqual({
    ids: ['m7', 'm7', 'm8'],
    atMs: 80,
    untilMs: 84,
  });
  expect(momentIn(explanation, moment)).toBeUndefined();
});

test('a story names a process by its instance, a fault and a moment by what its clauses tell of', () => {
  const cause: BugCause = {
    process: 'payment',
    faults: ['crash'],
    moment: { is: 'commit', coll: 'bank.ledger', by: 'bank' },
  };
  // That of the write is that of what it committed.
  expect(namedIn(explanation, cause)).toEqual({ process: true, fault: false, moment: true });
  expect(namedIn({ ...explanation, story: [] }, cause)).toEqual({
    process: false,
    fault: false,
    moment: false,
  });
  expect(namedIn({ ...explanation, faults: [] }, cause).fault).toBe(true);
  const told = { ...explanation, story: [{ clauses: [{ text: 'it died', ref: 'f1' }] }] };
  expect(namedIn(told, cause)).toEqual({ process: false, fault: true, moment: false });
  expect(namedIn(told, { ...cause, faults: ['pause'] }).fault).toBe(false);
  expect(namedIn(told, { ...cause, faults: [] }).fault).toBe(true);
});
