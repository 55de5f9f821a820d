/** The official driver against the model over TCP: what a service does, end to end. */
import { type ChangeStreamInsertDocument, type Db, MongoClient, MongoServerError } from 'mongodb';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { tokenClusterTime } from '../../scenarios/shop/invariants/resume-token.ts';
import { startAlone } from './alone.ts';
import type { Member } from './index.ts';

let member: Member;
let client: MongoClient;
let db: Db;

beforeAll(async () => {
  member = await startAlone();
  client = await MongoClient.connect(member.uri);
  db = client.db('shop');
});
afterAll(async () => {
  await client.close();
  await member.close();
});
beforeEach(async () => {
  await db.dropDatabase();
});

test('a unique compound index refuses a second version, and says which', async () => {
  const events = db.collection('events');
  await events.createIndex({ stream_id: 1, version: 1 }, { unique: true });
  await events.insertOne({ stream_id: 'p', version: 1 });
  const refused = await events.insertOne({ stream_id: 'p', version: 1 }).catch((e: unknown) => e);
  expect(refused).toBeInstanceOf(MongoServerError);
  expect(refused).toMatchObject({
    code: 11000,
    keyPattern: { stream_id: 1, version: 1 },
    keyValue: { stream_id: 'p', version: 1 },
  });
});

test('a change stream is resumed after a token, across clients', async () => {
  const events = db.collection<{ _id: number }>('events');
  await db.createCollection('events');
  const stream = events.watch();
  const next = stream.next() as Promise<ChangeStreamInsertDocument>;
  await expect.poll(() => stream.resumeToken).toBeTruthy();
  await events.insertMany([{ _id: 1 }, { _id: 2 }], { writeConcern: { w: 'majority' } });
  const first = await next;
  expect(first.fullDocument).toEqual({ _id: 1 });
  const { t, i } = first.clusterTime!;
  expect(tokenClusterTime(first._id)).toBe((BigInt(t) << 32n) | BigInt(i));
  await stream.close();

  const other = await MongoClient.connect(member.uri);
  const resumed = other.db('shop').collection('events').watch([], { resumeAfter: first._id });
  expect(await resumed.next()).toMatchObject({ operationType: 'insert', fullDocument: { _id: 2 } });
  await resumed.close();
  await other.close();
});

test('withTransaction retries what conflicted', async () => {
  const stock = db.collection<{ _id: string; qty: number }>('stock');
  await stock.insertOne({ _id: 'p', qty: 0 });
  const add = (): Promise<unknown> =>
    client.withSession((session) =>
      session.withTransaction(async () => {
        const found = await stock.findOne({ _id: 'p' }, { session });
        await stock.updateOne({ _id: 'p' }, { $set: { qty: found!.qty + 1 } }, { session });
      }),
    );
  await Promise.all([add(), add(), add()]);
  expect(await stock.findOne({ _id: 'p' })).toEqual({ _id: 'p', qty: 3 });
});

test('a retryable write survives the loss of its reply', async () => {
  const ledger = db.collection<{ _id: string; n: number }>('ledger');
  await ledger.insertOne({ _id: 'a', n: 0 });
  const admin = client.db('admin');
  await admin.command({
    configureFailPoint: 'failCommand',
    mode: { times: 1 },
    data: { failCommands: ['update'], closeConnection: true },
  });
  await ledger.updateOne({ _id: 'a' }, { $inc: { n: 1 } });
  await admin.command({
    configureFailPoint: 'failCommand',
    mode: { times: 1 },
    data: { failCommands: ['update'], writeConcernError: { code: 91, errmsg: 'shutting down' } },
  });
  await ledger.updateOne({ _id: 'a' }, { $inc: { n: 1 } });
  expect(await ledger.findOne({ _id: 'a' })).toEqual({ _id: 'a', n: 2 });
});

test('a cursor hands out what is there in batches', async () => {
  const many = db.collection<{ _id: number }>('many');
  await many.insertMany(Array.from({ length: 250 }, (_, _id) => ({ _id })));
  const ids = await many
    .find({ _id: { $gte: 10 } }, { batchSize: 7 })
    .sort({ _id: -1 })
    .map((d) => d._id)
    .toArray();
  expect(ids).toEqual(Array.from({ length: 240 }, (_, i) => 249 - i));
});
