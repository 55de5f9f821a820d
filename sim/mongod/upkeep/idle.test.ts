/** What becomes of cursors, sessions and transactions that nobody uses: by the official driver, in virtual time. */
import '../../node/install.ts';
import { MongoServerError } from 'mongodb';
import { expect, test } from 'vitest';
import type { Doc } from '../bson/values.ts';
import { Client } from '../recordings/client.ts';
import { type Around, sleep, withDriver } from '../with-driver.ts';

const MINUTE = 60_000;
const LATEST = { member: { serverVersion: '8.0' } } as const;

async function fillIn({ client }: Around): Promise<void> {
  const documents = Array.from({ length: 10 }, (_, n) => ({ _id: n as never, n: 0 }));
  await client.db('t').collection('c').insertMany(documents);
}

const fails = (code: number) => expect.objectContaining({ code });

/** A cursor without a session, as only a client that is no driver has one. */
async function sessionless({ member }: Around, more: Doc = {}): Promise<() => Promise<Doc>> {
  const plain = await Client.connect(member.port);
  const find = { find: 'c', batchSize: 2, ...more };
  const { cursor } = (await plain.command('t', find)) as { cursor: Doc };
  return async () => {
    const reply = await plain.command('t', { getMore: cursor.id, collection: 'c', batchSize: 1 });
    return JSON.parse(JSON.stringify(reply)) as Doc;
  };
}

test(
  'a cursor without a session is gone after ten minutes, unless it was used or asked to stay',
  withDriver(async (around) => {
    await fillIn(around);
    const idle = await sessionless(around);
    const used = await sessionless(around);
    const kept = await sessionless(around, { noCursorTimeout: true });
    await sleep(9 * MINUTE);
    expect(await used()).toMatchObject({ ok: 1 });
    await sleep(MINUTE + 4000);
    expect(await idle()).toMatchObject({ ok: 0, code: 43 });
    expect(await used()).toMatchObject({ ok: 1 });
    await sleep(60 * MINUTE);
    expect(await kept()).toMatchObject({ ok: 1 });
    const status = await around.client.db('admin').command({ serverStatus: 1 });
    expect(status.metrics.cursor).toEqual({ timedOut: 2, open: { total: 1 } });
  }),
);

test(
  'the time is a parameter',
  withDriver(async (around) => {
    await fillIn(around);
    await around.client.db('admin').command({ setParameter: 1, cursorTimeoutMillis: 1000 });
    const more = await sessionless(around);
    await sleep(5000);
    expect(await more()).toMatchObject({ ok: 0, code: 43 });
  }),
);

test.each([
  ['4.4', false],
  ['8.0', true],
] as const)("by %s ten minutes do not count for a session's cursor: %s", (serverVersion, outlives) =>
  withDriver(
    async (around) => {
      await fillIn(around);
      const cursor = around.client.db('t').collection('c').find({}, { batchSize: 2 });
      for (let i = 0; i < 2; i++) await cursor.next();
      await sleep(11 * MINUTE);
      const next = cursor.next();
      if (outlives) expect(await next).toMatchObject({ _id: 2 });
      else await expect(next).rejects.toEqual(fails(43));
    },
    { member: { serverVersion } },
  )(),
);

test(
  'a cursor of a session goes with it, after half an hour and at most ten minutes',
  withDriver(async (around) => {
    await fillIn(around);
    const { client } = around;
    const docs = client.db('t').collection('c');
    const open = async () => {
      const cursor = docs.find({}, { batchSize: 2, noCursorTimeout: true });
      for (let i = 0; i < 2; i++) await cursor.next();
      return cursor;
    };
    const [early, late] = [await open(), await open()];
    await sleep(30 * MINUTE);
    expect(await early.next()).toMatchObject({ _id: 2 });
    await sleep(10 * MINUTE);
    await expect(late.next()).rejects.toEqual(fails(43));
    expect(await early.next()).toMatchObject({ _id: 3 });
  }),
);

test(
  'a session in use is kept, by any command or by refreshSessions',
  withDriver(async ({ client, member }) => {
    const session = client.startSession();
    const docs = client.db('t').collection<{ _id: number }>('c');
    await docs.insertMany([1, 2, 3, 4].map((_id) => ({ _id })));
    const cursor = docs.find({}, { batchSize: 2, session });
    for (let i = 0; i < 2; i++) await cursor.next();
    for (let i = 0; i < 4; i++) {
      await sleep(20 * MINUTE);
      const refresh = { refreshSessions: [session.id] };
      await client.db('admin').command(i % 2 ? refresh : { ping: 1 }, i % 2 ? {} : { session });
    }
    expect(await cursor.next()).toEqual({ _id: 3 });
    await session.endSession();
    await sleep(45 * MINUTE);
    await client.db('admin').command({ ping: 1 });
    expect([...member.state.engine.sessions.all()]).toHaveLength(1);
  }, LATEST),
);

test(
  'a transaction is aborted when it is older than a minute, and lets go what it held',
  withDriver(async ({ client }) => {
    const docs = client.db('t').collection<{ _id: number; n: number }>('c');
    await docs.insertOne({ _id: 1, n: 0 });
    await sleep(10_000);
    const session = client.startSession();
    session.startTransaction();
    await docs.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session });
    await sleep(55_000);
    const startMs = Date.now();
    await docs.updateOne({ _id: 1 }, { $inc: { n: 10 } });
    const waitedMs = Date.now() - startMs;
    // Its time is over at 70 s, and the member looks at 90.
    expect(waitedMs).toBeGreaterThan(24_000);
    expect(waitedMs).toBeLessThan(26_000);
    const refused = await docs.insertOne({ _id: 2, n: 0 }, { session }).catch((e: unknown) => e);
    expect(refused).toBeInstanceOf(MongoServerError);
    expect(refused).toMatchObject({ code: 251, errorLabels: ['TransientTransactionError'] });
    expect(await docs.find().toArray()).toEqual([{ _id: 1, n: 10 }]);
    await session.endSession();
  }),
);

test(
  'how old a transaction may become is set for those that begin later',
  withDriver(async ({ client }) => {
    const docs = client.db('t').collection<{ _id: number }>('c');
    await docs.insertOne({ _id: 0 });
    const begin = async (_id: number) => {
      const session = client.startSession();
      session.startTransaction();
      await docs.insertOne({ _id }, { session });
      return session;
    };
    const early = await begin(1);
    const was = await client.db('admin').command({ setParameter: 1, transactionLifetimeLimitSeconds: 4 });
    expect(was).toMatchObject({ was: 60 });
    const late = await begin(2);
    await sleep(7000);
    await expect(late.commitTransaction()).rejects.toEqual(fails(251));
    await early.commitTransaction();
    expect(await docs.distinct('_id')).toEqual([0, 1]);
    await Promise.all([early.endSession(), late.endSession()]);
  }),
);
