/** Transactions and retryable writes. */
import { Long } from 'bson';
import type { Case } from './step.ts';

const inserted = (session: string, ...documents: object[]) => ({
  cmd: { insert: 'c', documents },
  session,
  expect: { ok: 1, n: documents.length },
});
const has = (session: string, ...documents: object[]) => ({
  cmd: { find: 'c', sort: { _id: 1 } },
  session,
  expect: { cursor: { firstBatch: documents, id: 0, ns: { $$exists: true } } },
});
const set = (session: string, _id: number, v: number) => ({
  cmd: { update: 'c', updates: [{ q: { _id }, u: { $set: { v } } }] },
  session,
});
const made = { cmd: { create: 'c' }, expect: { ok: 1 } };
/** A write of its own number, outside any transaction: sent twice, done once. */
const numbered = (command: object) => ({ ...command, txnNumber: Long.fromNumber(1) });

export const transactions: readonly Case[] = [
  {
    name: 'a transaction sees its own writes, and others only what is committed',
    steps: [
      made,
      { start: 's' },
      inserted('s', { _id: 1 }),
      has('s', { _id: 1 }),
      has('main'),
      { commit: 's', expect: { ok: 1 } },
      has('main', { _id: 1 }),
    ],
  },
  {
    name: 'a transaction reads from one point in time',
    steps: [
      made,
      inserted('main', { _id: 1 }),
      { start: 's', readConcern: 'snapshot' },
      has('s', { _id: 1 }),
      inserted('main', { _id: 2 }),
      has('s', { _id: 1 }),
      { commit: 's', expect: { ok: 1 } },
      has('s', { _id: 1 }, { _id: 2 }),
    ],
  },
  {
    name: 'an aborted transaction leaves nothing',
    steps: [
      made,
      inserted('main', { _id: 1, v: 0 }),
      { start: 's' },
      set('s', 1, 9),
      inserted('s', { _id: 2 }),
      { abort: 's', expect: { ok: 1 } },
      has('main', { _id: 1, v: 0 }),
    ],
  },
  {
    name: 'of two transactions that write the same document, the second is told to begin again',
    steps: [
      made,
      inserted('main', { _id: 1, v: 0 }),
      { start: 's' },
      { start: 't' },
      set('s', 1, 1),
      { ...set('t', 1, 2), expect: { ok: 0, code: 112, errorLabels: ['TransientTransactionError'] } },
      { commit: 's', expect: { ok: 1 } },
      has('main', { _id: 1, v: 1 }),
    ],
  },
  {
    name: 'a document written since the snapshot cannot be written',
    steps: [
      made,
      inserted('main', { _id: 1, v: 0 }),
      { start: 's' },
      has('s', { _id: 1, v: 0 }),
      { ...set('main', 1, 1), expect: { nModified: 1 } },
      { ...set('s', 1, 2), expect: { ok: 0, code: 112, errorLabels: ['TransientTransactionError'] } },
      { cmd: { find: 'c' }, session: 's', expect: { ok: 0, code: 251 } },
    ],
  },
  {
    name: 'an error ends the transaction',
    steps: [
      made,
      inserted('main', { _id: 1 }),
      { start: 's' },
      inserted('s', { _id: 2 }),
      { cmd: { insert: 'c', documents: [{ _id: 1 }] }, session: 's', expect: { n: 0 } },
      { commit: 's', expect: { ok: 0, code: 251 } },
      has('main', { _id: 1 }),
    ],
  },
  {
    name: 'what may not be in a transaction is refused',
    steps: [
      made,
      { start: 's' },
      inserted('s', { _id: 1 }),
      { cmd: { count: 'c' }, session: 's', expect: { ok: 0, code: 263 } },
      { abort: 's' },
      { start: 's' },
      { cmd: { drop: 'c' }, session: 's', expect: { ok: 0, code: 263 } },
    ],
  },
  {
    name: 'a retryable write that is sent again is answered again, and not done again',
    steps: [
      made,
      {
        cmd: numbered({ insert: 'c', documents: [{ _id: 1, v: 0 }] }),
        session: 'a',
        expect: { n: 1 },
      },
      { cmd: numbered({ insert: 'c', documents: [{ _id: 1, v: 0 }] }), session: 'a', expect: { n: 1 } },
      {
        cmd: numbered({ findAndModify: 'c', query: { _id: 1 }, update: { $inc: { v: 1 } }, new: true }),
        session: 'b',
        expect: { value: { _id: 1, v: 1 } },
      },
      {
        cmd: numbered({ findAndModify: 'c', query: { _id: 1 }, update: { $inc: { v: 1 } }, new: true }),
        session: 'b',
        expect: { value: { _id: 1, v: 1 } },
      },
      {
        cmd: numbered({ update: 'c', updates: [{ q: {}, u: { $inc: { v: 1 } }, multi: true }] }),
        session: 'd',
        expect: { ok: 1, n: 0 },
      },
      has('main', { _id: 1, v: 1 }),
    ],
  },
];
