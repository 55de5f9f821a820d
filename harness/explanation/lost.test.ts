import { expect, test } from 'vitest';
import type { Event, Message } from './format.ts';
import { lostWrites } from './lost.ts';

let count = 0;

function message(body: unknown, more: Partial<Message> = {}): Message {
  const id = `m${++count}`;
  return {
    id,
    protocol: 'mongodb',
    answers: null,
    sentMs: count,
    arrivedMs: count,
    body,
    ...more,
  } as Message;
}

const answer = ({ id }: Message, body: unknown, arrivedMs: number | null = 1) =>
  message(body, { answers: id, arrivedMs });

const commitOf = ({ id }: Message) => ({ kind: 'commit', change: { message: id } }) as Event;

const lost = (messages: Message[], events: Event[] = []) =>
  lostWrites({ messages, events }).map(({ write, asked, told }) => [write.id, asked.id, told.id]);

test('a write that was done and that nobody has is lost', () => {
  const write = message({ insert: 'notes', writeConcern: { w: 1 } });
  const told = answer(write, { n: 1, ok: 1 });
  expect(lost([write, told])).toEqual([[write.id, write.id, told.id]]);
  expect(lost([write, told], [commitOf(write)])).toEqual([]);
});

test('what was refused, not heard, for nothing, or of a majority is not', () => {
  const write = message({ update: 'notes' });
  const sure = message({ update: 'notes', writeConcern: { w: 'majority' } });
  expect(lost([write, answer(write, { ok: 0, code: 10107 })])).toEqual([]);
  expect(lost([write, answer(write, { n: 1, nModified: 1, ok: 1 }, null)])).toEqual([]);
  expect(lost([write, answer(write, { n: 1, nModified: 0, ok: 1 })])).toEqual([]);
  expect(lost([sure, answer(sure, { n: 1, nModified: 1, ok: 1 })])).toEqual([]);
  expect(lost([write, answer(write, { n: 1, nModified: 1, ok: 1 })])).toHaveLength(1);
});

test('a write that was sent again is one, and kept when either was', () => {
  const body = { findAndModify: 'notes', lsid: { id: 'a' }, txnNumber: 3 };
  const [first, again] = [message(body), message(body)];
  const done = { lastErrorObject: { n: 1, updatedExisting: true }, ok: 1 };
  const replies = [answer(first, done), answer(again, done)];
  expect(lost([first, again, ...replies])).toHaveLength(1);
  expect(lost([first, again, ...replies], [commitOf(again)])).toEqual([]);
});

test('in a transaction it is its commit that counts', () => {
  const of = { lsid: { id: 'a' }, txnNumber: 4, autocommit: false };
  const writes = [message({ insert: 'notes', ...of }), message({ insert: 'others', ...of })];
  const written = writes.map((write) => answer(write, { n: 1, ok: 1 }));
  const commit = message({ commitTransaction: 1, ...of, writeConcern: { w: 1 } });
  const done = answer(commit, { ok: 1 });
  expect(lost([...writes, ...written])).toEqual([]);
  expect(lost([...writes, ...written, commit, done])).toEqual(
    writes.map(({ id }) => [id, commit.id, done.id]),
  );
  expect(lost([...writes, ...written, commit, done], [commitOf(writes[0]!)])).toEqual([]);
});
