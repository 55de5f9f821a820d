/** What is under way and how it is ended, and what a server tells of itself and its machine. */
import '../../node/install.ts';
import type { MongoClient } from 'mongodb';
import { expect, test } from 'vitest';
import type { Doc } from '../bson/values.ts';
import { sleep, withDriver } from '../with-driver.ts';

const inProgress = async (client: MongoClient, filter: Doc): Promise<Doc[]> =>
  (await client.db('admin').command({ currentOp: 1, ...filter })).inprog;
const kill = (client: MongoClient, { opid }: Doc) => client.db('admin').command({ killOp: 1, op: opid });
const settled = (action: Promise<unknown>): Promise<unknown> => action.catch((error: unknown) => error);

test(
  'currentOp lists itself and what a filter asks for',
  withDriver(
    async ({ client }) => {
      expect(await inProgress(client, {})).toMatchObject([
        { type: 'op', op: 'command', ns: 'admin.$cmd', appName: 'shop', command: { currentOp: 1 } },
      ]);
      expect(await inProgress(client, { op: 'insert' })).toEqual([]);
      const cursor = client.db('admin').aggregate([{ $currentOp: {} }, { $match: { active: true } }]);
      expect(await cursor.toArray()).toMatchObject([{ ns: 'admin.$cmd.aggregate' }]);
      await expect(client.db('t').command({ currentOp: 1 })).rejects.toMatchObject({ code: 13 });
    },
    { client: { appName: 'shop', monitorCommands: false } },
  ),
);

test(
  'a write that waits for a transaction is seen, and ends once it is killed and could go on',
  withDriver(async ({ client }) => {
    const docs = client.db('t').collection<{ _id: number; n: number }>('c');
    await docs.insertOne({ _id: 1, n: 0 });
    await client.withSession(async (session) => {
      session.startTransaction();
      await docs.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session });
      const blocked = settled(docs.updateOne({ _id: 1 }, { $inc: { n: 10 } }));
      await sleep(2500);
      const [op] = await inProgress(client, { waitingForLock: true });
      expect(op).toMatchObject({ op: 'update', ns: 't.c', secs_running: 2 });
      expect(await kill(client, op!)).toMatchObject({ info: 'attempting to kill op' });
      expect(await inProgress(client, { waitingForLock: true })).toMatchObject([{ killPending: true }]);
      await session.commitTransaction();
      expect(await blocked).toMatchObject({ code: 11601 });
    });
    expect(await docs.findOne()).toEqual({ _id: 1, n: 1 });
    expect(await inProgress(client, { waitingForLock: true })).toEqual([]);
  }),
);

test(
  'a getMore that waits for more ends as soon as it is killed',
  withDriver(async ({ client }) => {
    await client.db('t').createCollection('c');
    const { cursor } = await client
      .db('t')
      .command({ aggregate: 'c', pipeline: [{ $changeStream: {} }], cursor: {} });
    const more = client.db('t').command({ getMore: cursor.id, collection: 'c', maxTimeMS: 60_000 });
    const startMs = Date.now();
    const outcome = settled(more);
    await sleep(1000);
    const [op] = await inProgress(client, { op: 'getmore' });
    await kill(client, op!);
    expect(await outcome).toMatchObject({ code: 11601 });
    expect(Date.now() - startMs).toBeLessThan(2000);
  }),
);

test(
  'killOp of what is not there, or of nothing',
  withDriver(async ({ client }) => {
    const admin = client.db('admin');
    expect(await kill(client, { opid: 123_456 })).toMatchObject({ ok: 1 });
    await expect(admin.command({ killOp: 1 })).rejects.toMatchObject({ code: 4 });
    await expect(admin.command({ killOp: 1, op: 'x' })).rejects.toMatchObject({ code: 14 });
  }),
);

test(
  'commands, the machine, connections and sizes',
  withDriver(
    async ({ client }) => {
      const { commands } = await client.db('t').command({ listCommands: 1 });
      expect(commands.find).toEqual({ help: '', requiresAuth: true, secondaryOk: true, adminOnly: false });
      expect(commands.insert).toMatchObject({ secondaryOk: false });
      expect(commands.hello).toMatchObject({ requiresAuth: false });
      expect(commands.killOp).toMatchObject({ adminOnly: true });
      for (const name of ['replSetFetch', 'findandmodify', 'ismaster', 'deleteIndexes'])
        expect(commands).not.toHaveProperty(name);
      for (const name of Object.keys(commands)) {
        const error = await settled(client.db('t').command({ [name]: 1, writeConcern: { w: 'x', y: 1 } }));
        expect(error, name).not.toMatchObject({ code: 59 });
      }

      const info = await client.db('admin').command({ hostInfo: 1 });
      expect(info).toMatchObject({ system: { cpuAddrSize: 64, hostname: 'lab' }, os: { type: 'Linux' } });
      expect(await client.db('t').command({ connPoolStats: 1 })).toMatchObject({
        totalCreated: 0,
        hosts: {},
      });

      await client
        .db('t')
        .collection('c')
        .insertMany([{ _id: 1 as never }, { _id: 2 as never, a: 'x' }]);
      expect(await client.db('t').command({ dataSize: 't.c' })).toMatchObject({ size: 37, numObjects: 2 });
      expect(await client.db('t').command({ dataSize: 't.none' })).toMatchObject({ size: 0, numObjects: 0 });
    },
    { member: { serverVersion: '8.0' } },
  ),
);
