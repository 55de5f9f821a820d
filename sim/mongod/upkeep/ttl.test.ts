/** What a TTL index deletes, and when: by the official driver, in virtual time. */
import '../../node/install.ts';
import type { ChangeStreamDeleteDocument, Collection, MongoClient } from 'mongodb';
import { expect, test as plain } from 'vitest';
import { inWorld } from '../replset/in-world.ts';
import { Lab } from '../replset/lab.ts';
import { sleep, withDriver } from '../with-driver.ts';

interface Note {
  _id: string;
  at?: unknown;
  done?: boolean;
}

const SECOND = 1000;
const ago = (ms: number): Date => new Date(Date.now() - ms);
const notesOf = (client: MongoClient): Collection<Note> => client.db('t').collection<Note>('notes');
const left = async (notes: Collection<Note>): Promise<string[]> =>
  (await notes.find().sort({ _id: 1 }).toArray()).map(({ _id }) => _id);

function test(name: string, play: (notes: Collection<Note>, client: MongoClient) => Promise<void>): void {
  plain(
    name,
    withDriver(({ client }) => play(notesOf(client), client)),
  );
}

test('what is old enough goes at the next full minute, and not before', async (notes) => {
  await sleep(10 * SECOND);
  await notes.createIndex({ at: 1 }, { expireAfterSeconds: 30 });
  await notes.insertMany([
    { _id: 'due', at: ago(31 * SECOND) },
    { _id: 'due at 50 s', at: ago(-10 * SECOND) },
    { _id: 'due at 70 s', at: ago(-30 * SECOND) },
  ]);
  await sleep(48 * SECOND);
  expect(await left(notes)).toEqual(['due', 'due at 50 s', 'due at 70 s']);
  await sleep(3 * SECOND);
  expect(await left(notes)).toEqual(['due at 70 s']);
  await sleep(60 * SECOND);
  expect(await left(notes)).toEqual([]);
});

test('only dates expire, of an array the oldest counts', async (notes) => {
  await notes.createIndex({ at: -1 }, { expireAfterSeconds: 0 });
  await notes.insertMany([
    { _id: 'a number', at: 1 },
    { _id: 'array of none', at: ['x', 1] },
    { _id: 'array with a past one', at: [ago(-3600 * SECOND), ago(SECOND), 'x'] },
    { _id: 'future', at: ago(-3600 * SECOND) },
    { _id: 'nothing' },
    { _id: 'null', at: null },
    { _id: 'past', at: ago(SECOND) },
    { _id: 'the first of all', at: new Date(-8.64e15) },
  ]);
  await sleep(61 * SECOND);
  expect(await left(notes)).toEqual(['a number', 'array of none', 'future', 'nothing', 'null']);
});

test('a partial index expires what is in it, a hidden one too', async (notes) => {
  await notes.createIndex(
    { at: 1 },
    { expireAfterSeconds: 0, hidden: true, partialFilterExpression: { done: true } },
  );
  await notes.insertMany([
    { _id: 'done', at: ago(SECOND), done: true },
    { _id: 'open', at: ago(SECOND), done: false },
  ]);
  await sleep(61 * SECOND);
  expect(await left(notes)).toEqual(['open']);
});

test('collMod changes the time, and a dropped index deletes no more', async (notes, client) => {
  await notes.createIndex({ at: 1 }, { expireAfterSeconds: 3600, name: 'ttl' });
  await notes.insertOne({ _id: 'first', at: ago(60 * SECOND) });
  await sleep(61 * SECOND);
  expect(await left(notes)).toEqual(['first']);
  await client.db('t').command({ collMod: 'notes', index: { name: 'ttl', expireAfterSeconds: 1 } });
  await sleep(60 * SECOND);
  expect(await left(notes)).toEqual([]);
  await notes.insertOne({ _id: 'second', at: ago(60 * SECOND) });
  await notes.dropIndex('ttl');
  await sleep(120 * SECOND);
  expect(await left(notes)).toEqual(['second']);
});

test('a change stream and serverStatus tell of it', async (notes, client) => {
  await notes.createIndex({ at: 1 }, { expireAfterSeconds: 0 });
  await notes.insertOne({ _id: 'past', at: ago(SECOND) });
  const stream = notes.watch();
  const next = stream.next() as Promise<ChangeStreamDeleteDocument<Note>>;
  expect(await next).toMatchObject({ operationType: 'delete', documentKey: { _id: 'past' } });
  await stream.close();
  const { metrics } = await client.db('admin').command({ serverStatus: 1 });
  expect(metrics.ttl).toEqual({ deletedDocuments: 1, passes: 1 });
});

test('the monitor is switched off and on, and made faster', async (notes, client) => {
  const admin = client.db('admin');
  await notes.createIndex({ at: 1 }, { expireAfterSeconds: 0 });
  await notes.insertOne({ _id: 'past', at: ago(SECOND) });
  expect(await admin.command({ setParameter: 1, ttlMonitorEnabled: false })).toMatchObject({ was: true });
  await sleep(121 * SECOND);
  expect(await left(notes)).toEqual(['past']);
  await admin.command({ setParameter: 1, ttlMonitorEnabled: true });
  await admin.command({ setParameter: 1, ttlMonitorSleepSecs: 2 });
  await sleep(3 * SECOND);
  expect(await left(notes)).toEqual([]);
});

test('what a transaction holds goes once that is over, if it is still old', async (notes, client) => {
  await notes.createIndex({ at: 1 }, { expireAfterSeconds: 0 });
  await notes.insertMany(['kept', 'past'].map((_id) => ({ _id, at: ago(SECOND) })));
  await sleep(50 * SECOND);
  await client.withSession(async (session) => {
    session.startTransaction();
    await notes.updateOne({ _id: 'kept' }, { $set: { at: ago(-3600 * SECOND) } }, { session });
    await notes.updateOne({ _id: 'past' }, { $set: { done: true } }, { session });
    await sleep(12 * SECOND);
    expect(await left(notes)).toEqual(['kept', 'past']);
    await session.commitTransaction();
  });
  expect(await left(notes)).toEqual(['kept']);
});

plain(
  'members delete what the primary does, and a new primary goes on',
  inWorld(async () => {
    const lab = await Lab.start();
    const first = await lab.primary();
    const key = { key: { at: 1 }, name: 'ttl', expireAfterSeconds: 0 };
    await lab.run(first, 't', { createIndexes: 'c', indexes: [key] });
    const insert = (i: number, _id: string) =>
      lab.run(i, 't', {
        insert: 'c',
        documents: [{ _id, at: ago(SECOND) }],
        writeConcern: { w: 'majority' },
      });
    await insert(first, 'one');
    await sleep(60 * SECOND);
    await lab.inStep();
    for (const i of [0, 1, 2]) expect(await lab.ids(i)).toEqual([]);
    const second = lab.others(first)[0]!;
    await lab.stepUp(second, first);
    await insert(second, 'two');
    expect(await lab.ids(second)).toEqual(['two']);
    await sleep(60 * SECOND);
    await lab.inStep();
    for (const i of [0, 1, 2]) expect(await lab.ids(i)).toEqual([]);
    await lab.close();
  }),
);
