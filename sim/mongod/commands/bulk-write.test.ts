/** The `bulkWrite` command of 8.0, by itself and as the driver sends it. */
import {
  type ClientBulkWriteModel,
  type ClientSession,
  Long,
  MongoClient,
  MongoClientBulkWriteError,
} from 'mongodb';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startAlone } from '../alone.ts';
import type { Member } from '../index.ts';

let member: Member;
let client: MongoClient;

beforeAll(async () => {
  member = await startAlone({ serverVersion: '8.0' });
  client = new MongoClient(member.uri);
});
afterAll(async () => {
  await client.close();
  await member.close();
});
beforeEach(async () => {
  await client.db('one').dropDatabase();
  await client.db('two').dropDatabase();
});

const bulk = (ops: object[], more: object = {}, by: MongoClient = client, session?: ClientSession) =>
  by
    .db('admin')
    .command(
      { bulkWrite: 1, ops, nsInfo: [{ ns: 'one.a' }, { ns: 'two.b' }], ...more },
      session ? { session } : {},
    );
const all = (db: string, coll: string) => client.db(db).collection(coll).find({}).sort({ _id: 1 }).toArray();

test('writes to several collections, and says what each statement came to', async () => {
  const reply = await bulk([
    { insert: 0, document: { _id: 1, x: 1 } },
    { insert: 1, document: { _id: 2, x: 1 } },
    { update: 0, filter: { _id: 1 }, updateMods: { $inc: { x: 1 } } },
    { update: 1, filter: { _id: 3 }, updateMods: { y: 1 }, upsert: true },
    { update: 1, filter: {}, updateMods: [{ $set: { z: '$$c' } }], constants: { c: 7 }, multi: true },
    { delete: 0, filter: { x: 2 } },
  ]);
  expect(reply).toMatchObject({
    ok: 1,
    nErrors: 0,
    nInserted: 2,
    nMatched: 3,
    nModified: 3,
    nUpserted: 1,
    nDeleted: 1,
    cursor: { ns: 'admin.$cmd.bulkWrite' },
  });
  expect(reply.cursor.firstBatch).toEqual([
    { ok: 1, idx: 0, n: 1 },
    { ok: 1, idx: 1, n: 1 },
    { ok: 1, idx: 2, n: 1, nModified: 1 },
    { ok: 1, idx: 3, n: 1, nModified: 0, upserted: { _id: 3 } },
    { ok: 1, idx: 4, n: 2, nModified: 2 },
    { ok: 1, idx: 5, n: 1 },
  ]);
  expect(await all('one', 'a')).toEqual([]);
  expect(await all('two', 'b')).toEqual([
    { _id: 2, x: 1, z: 7 },
    { _id: 3, y: 1, z: 7 },
  ]);
});

test('an error ends an ordered one, and no other; only errors are told where they are asked for', async () => {
  const ops = [
    { insert: 0, document: { _id: 1 } },
    { insert: 0, document: { _id: 1 } },
    { insert: 0, document: { _id: 2 } },
  ];
  const ordered = await bulk(ops);
  expect(ordered).toMatchObject({ ok: 1, nErrors: 1, nInserted: 1 });
  expect(ordered.cursor.firstBatch).toMatchObject([
    { ok: 1, idx: 0 },
    { ok: 0, idx: 1, n: 0, code: 11000, keyPattern: { _id: 1 }, keyValue: { _id: 1 } },
  ]);
  const unordered = await bulk(ops, { ordered: false, errorsOnly: true });
  expect(unordered).toMatchObject({ nErrors: 2, nInserted: 1 });
  expect(unordered.cursor.firstBatch.map(({ idx }: { idx: number }) => idx)).toEqual([0, 1]);
});

test('results come in batches', async () => {
  const ops = [1, 2, 3].map((_id) => ({ insert: 0, document: { _id } }));
  const session = client.startSession();
  const { cursor } = await client
    .db('admin')
    .command({ bulkWrite: 1, ops, nsInfo: [{ ns: 'one.a' }], cursor: { batchSize: 2 } }, { session });
  expect(cursor.firstBatch).toHaveLength(2);
  const more = await client
    .db('admin')
    .command({ getMore: Long.fromValue(cursor.id), collection: '$cmd.bulkWrite' }, { session });
  expect(more.cursor.nextBatch).toEqual([{ ok: 1, idx: 2, n: 1 }]);
  await session.endSession();
});

test('a retry is answered as the first try was', async () => {
  // The numbers of a session are this test's own.
  const other = new MongoClient(member.uri);
  const session = other.startSession();
  const ops = [
    { insert: 0, document: { _id: 1, x: 0 } },
    { update: 0, filter: { _id: 1 }, updateMods: { $inc: { x: 1 } } },
    { update: 0, filter: { _id: 2 }, updateMods: { $inc: { x: 1 } }, upsert: true },
  ];
  const first = await bulk(ops, { txnNumber: Long.fromNumber(1) }, other, session);
  const again = await bulk(ops, { txnNumber: Long.fromNumber(1) }, other, session);
  expect(again.cursor.firstBatch).toEqual(first.cursor.firstBatch);
  expect(await all('one', 'a')).toEqual([
    { _id: 1, x: 1 },
    { _id: 2, x: 1 },
  ]);
  const multi = { update: 0, filter: {}, updateMods: { $inc: { x: 1 } }, multi: true };
  const refused = await bulk([multi], { txnNumber: Long.fromNumber(2) }, other, session);
  expect(refused.cursor.firstBatch[0]).toMatchObject({ ok: 0, code: 72 });
  await other.close();
});

test('the driver’s own, in a transaction and out of one', async () => {
  interface Schemas {
    [namespace: string]: { _id: number; x?: number };
  }
  const models: ClientBulkWriteModel<Schemas>[] = [
    { name: 'insertOne', namespace: 'one.a', document: { _id: 1, x: 1 } },
    { name: 'updateMany', namespace: 'one.a', filter: {}, update: { $inc: { x: 1 } } },
    { name: 'insertOne', namespace: 'two.b', document: { _id: 1 } },
  ];
  const session = client.startSession();
  session.startTransaction();
  const result = await client.bulkWrite<Schemas>(models, { session, verboseResults: true });
  expect(result).toMatchObject({ insertedCount: 2, modifiedCount: 1 });
  expect(await all('one', 'a')).toEqual([]);
  await session.commitTransaction();
  expect(await all('one', 'a')).toEqual([{ _id: 1, x: 2 }]);

  session.startTransaction();
  const failed = await client.bulkWrite<Schemas>(models, { session }).catch((error) => error);
  expect(failed).toBeInstanceOf(MongoClientBulkWriteError);
  expect([...failed.writeErrors]).toMatchObject([[0, { code: 11000 }]]);
  await expect(session.commitTransaction()).rejects.toMatchObject({ code: 251 });
  await session.endSession();
});

test('what is refused', async () => {
  const insert = { insert: 0, document: {} };
  await expect(bulk([{ insert: 5, document: {} }])).rejects.toMatchObject({ code: 2 });
  await expect(bulk([{ insert: 0 }])).rejects.toMatchObject({ code: 40414 });
  await expect(bulk([{ upsert: 0 }])).rejects.toMatchObject({ code: 40415 });
  await expect(bulk([])).rejects.toMatchObject({ code: 16 });
  await expect(
    client.db('one').command({ bulkWrite: 1, ops: [insert], nsInfo: [{ ns: 'one.a' }] }),
  ).rejects.toMatchObject({ code: 13 });
  const older = await startAlone({ serverVersion: '7.0' });
  const other = new MongoClient(older.uri);
  const command = { bulkWrite: 1, ops: [insert], nsInfo: [{ ns: 'one.a' }] };
  await expect(other.db('admin').command(command)).rejects.toMatchObject({ code: 59 });
  await other.close();
  await older.close();
});
