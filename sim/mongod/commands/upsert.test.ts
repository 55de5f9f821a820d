/** Upserts at once: which of them insert, which find the other's document, and which are refused. */
import '../../node/install.ts';
import { Binary, type Timestamp } from 'bson';
import { expect, test as plain } from 'vitest';
import { startAlone } from '../alone.ts';
import type { Doc } from '../bson/values.ts';
import { Client } from '../recordings/client.ts';
import { inWorld } from '../replset/in-world.ts';

/** Two connections to a member whose upserts leave so much time for each other. */
function test(name: string, gapMs: number, code: (one: Client, other: Client) => Promise<void>): void {
  const play = async (): Promise<void> => {
    const member = await startAlone({
      upsertGapMs: () => gapMs,
    });
    const clients = [await Client.connect(member.port), await Client.connect(member.port)] as const;
    try {
      await code(...clients);
    } finally {
      for (const client of clients) client.close();
      await member.close();
    }
  };
  plain(name, inWorld(play));
}

const upsert = (q: Doc, u: Doc, more: Doc = {}): Doc => ({
  update: 'c',
  updates: [{ q, u, upsert: true, ...more }],
});
const unique = (...fields: string[]): Doc => ({
  createIndexes: 'c',
  indexes: [{ key: Object.fromEntries(fields.map((f) => [f, 1])), name: 'u', unique: true }],
});
const both = (one: Client, other: Client, cmd: Doc): Promise<Doc[]> =>
  Promise.all([one.command('t', cmd), other.command('t', cmd)]);

const codes = ({ writeErrors }: Doc): number[] =>
  ((writeErrors as Doc[] | undefined) ?? []).map((e) => Number(e.code));

async function docs(client: Client): Promise<Doc[]> {
  const reply = await client.command('t', { find: 'c', projection: { _id: 0 } });
  return JSON.parse(JSON.stringify((reply.cursor as Doc).firstBatch)) as Doc[];
}

test('by _id: the slower updates what the faster inserted', 2, async (one, other) => {
  const replies = await both(one, other, upsert({ _id: 1 }, { $inc: { n: 1 } }));
  expect(replies.flatMap(codes)).toEqual([]);
  expect(replies.map((r) => Number(r.nModified)).sort()).toEqual([0, 1]);
  expect(await docs(one)).toEqual([{ n: 2 }]);
});

test('by all fields of a unique index, in any order and form, it is the same', 2, async (one, other) => {
  await one.command('t', unique('a', 'b'));
  const q = { $and: [{ b: { $eq: 2 } }, { a: 1 }] };
  const replies = await both(one, other, upsert(q, { $inc: { n: 1 } }));
  expect(replies.flatMap(codes)).toEqual([]);
  expect(await docs(one)).toEqual([{ b: 2, a: 1, n: 2 }]);
});

test('findAndModify too', 2, async (one, other) => {
  const cmd = { findAndModify: 'c', query: { _id: 1 }, update: { $inc: { n: 1 } }, upsert: true, new: true };
  const replies = await both(one, other, cmd);
  expect(replies.map((r) => Number((r.value as Doc).n)).sort()).toEqual([1, 2]);
});

test(
  'where the filter asks for more than the key, or only a part of it, the key is a duplicate',
  2,
  async (one, other) => {
    for (const q of [
      { a: 1, z: 1 },
      { a: { $gte: 1 }, _id: 7 },
    ]) {
      await one.command('t', { drop: 'c' });
      await one.command('t', unique('a'));
      const replies = await both(one, other, upsert(q, { $set: { a: 1 }, $inc: { n: 1 } }));
      expect(replies.flatMap(codes), JSON.stringify(q)).toEqual([11000]);
    }
  },
);

test('many at once are not tried again', 2, async (one, other) => {
  const replies = await both(one, other, upsert({ _id: 1 }, { $inc: { n: 1 } }, { multi: true }));
  expect(replies.flatMap(codes)).toEqual([11000]);
});

test('an update that is no upsert is not tried again', 0, async (one) => {
  const index = { key: { a: 1 }, name: 'u', unique: true, partialFilterExpression: { isIn: true } };
  await one.command('t', { createIndexes: 'c', indexes: [index] });
  await one.command('t', { insert: 'c', documents: [{ a: 1 }, { a: 1, isIn: true }] });
  // Each attempt takes a time of its own, all in the same second.
  const u = { $set: { isIn: true }, $currentDate: { at: { $type: 'timestamp' } } };
  const tick = async (): Promise<number> => {
    const { $clusterTime } = await one.command('t', { ping: 1 });
    return (($clusterTime as Doc).clusterTime as Timestamp).i;
  };
  const before = await tick();
  expect(codes(await one.command('t', upsert({ a: 1 }, u, { upsert: false })))).toEqual([11000]);
  expect((await tick()) - before).toBe(1);
});

test('without a unique index both insert', 2, async (one, other) => {
  await both(one, other, upsert({ a: 1 }, { $inc: { n: 1 } }));
  expect(await docs(one)).toEqual([
    { a: 1, n: 1 },
    { a: 1, n: 1 },
  ]);
});

test('without a gap none comes in between', 0, async (one, other) => {
  await both(one, other, upsert({ a: 1 }, { $inc: { n: 1 } }));
  expect(await docs(one)).toEqual([{ a: 1, n: 2 }]);
});

test('one that waited for a transaction updates what that inserted', 0, async (one, other) => {
  const lsid = { id: new Binary(Buffer.alloc(16, 1), 4) };
  const txn = { lsid, txnNumber: 1n, autocommit: false };
  await one.command('t', { create: 'c' });
  await one.command('t', { insert: 'c', documents: [{ _id: 1, n: 1 }], ...txn, startTransaction: true });
  const waiting = other.command('t', upsert({ _id: 1 }, { $inc: { n: 1 } }));
  await one.command('admin', { commitTransaction: 1, ...txn });
  expect(codes(await waiting)).toEqual([]);
  expect(await docs(one)).toEqual([{ n: 2 }]);
});
