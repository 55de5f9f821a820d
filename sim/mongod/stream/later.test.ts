/** Change streams as they are since 6.0: images before and after, expanded events, and events that come in parts. */
import { type ChangeStreamDocument, type Db, MongoClient } from 'mongodb';
import { afterEach, expect, test } from 'vitest';
import { startAlone } from '../alone.ts';
import type { Member } from '../index.ts';
import type { ServerVersion } from '../version.ts';

let member: Member | undefined;
let client: MongoClient | undefined;

async function db(serverVersion: ServerVersion): Promise<Db> {
  member = await startAlone({ serverVersion });
  client = new MongoClient(member.uri);
  return client.db('d');
}

afterEach(async () => {
  await client?.close();
  await member?.close();
});

type Event = ChangeStreamDocument & Record<string, unknown>;

/** What a stream over the database tells of what is done. */
async function eventsOf(on: Db, options: object, act: () => Promise<unknown>): Promise<Event[]> {
  const stream = on.watch([], { ...options, maxAwaitTimeMS: 20 });
  await stream.tryNext();
  await act();
  const events: Event[] = [];
  for (let event = await stream.tryNext(); event; event = await stream.tryNext()) events.push(event as Event);
  await stream.close();
  return events;
}

test('images are kept where the collection was told to', async () => {
  const d = await db('6.0');
  const c = await d.createCollection<{ _id: number; x?: number }>('c', {
    changeStreamPreAndPostImages: { enabled: true },
  });
  const options = { fullDocument: 'whenAvailable', fullDocumentBeforeChange: 'whenAvailable' };
  const events = await eventsOf(d, options, async () => {
    await c.insertOne({ _id: 1 });
    await c.updateOne({ _id: 1 }, { $set: { x: 1 } });
    await c.updateOne({ _id: 1 }, { $set: { x: 2 } });
    await c.replaceOne({ _id: 1 }, { x: 3 });
    await c.deleteOne({ _id: 1 });
    await d.command({ collMod: 'c', changeStreamPreAndPostImages: { enabled: false } });
    await c.insertOne({ _id: 2 });
    await c.updateOne({ _id: 2 }, { $set: { x: 1 } });
  });
  expect(events.map((e) => [e.operationType, e.fullDocumentBeforeChange, e.fullDocument])).toEqual([
    ['insert', undefined, { _id: 1 }],
    ['update', { _id: 1 }, { _id: 1, x: 1 }],
    ['update', { _id: 1, x: 1 }, { _id: 1, x: 2 }],
    ['replace', { _id: 1, x: 2 }, { _id: 1, x: 3 }],
    ['delete', { _id: 1, x: 3 }, undefined],
    ['insert', undefined, { _id: 2 }],
    ['update', null, null],
  ]);
  expect(events.every((e) => e.wallTime instanceof Date)).toBe(true);
  expect((await d.listCollections({ name: 'c' }).next()) as unknown).toMatchObject({ options: {} });
});

test('an image that is required and was not kept ends the stream', async () => {
  const d = await db('7.0');
  await d.createCollection('c');
  const act = async () => {
    await d.collection('c').insertOne({ a: 1 });
    await d.collection('c').updateOne({}, { $inc: { a: 1 } });
  };
  await expect(eventsOf(d, { fullDocument: 'required' }, act)).rejects.toMatchObject({ code: 47 });
  const before = { fullDocumentBeforeChange: 'required' };
  await expect(eventsOf(d, before, act)).rejects.toMatchObject({ code: 47 });
});

test('expanded events tell of the catalogue', async () => {
  const d = await db('7.0');
  const events = await eventsOf(d, { showExpandedEvents: true }, async () => {
    await d.createCollection('c', { validator: { a: 1 } });
    await d.createCollection('other');
    await d.collection('c').createIndex({ a: 1 });
    await d.command({ collMod: 'c', validator: {} });
    await d.collection('c').dropIndex('a_1');
    await d.collection('c').insertOne({ a: 1 });
    await d.collection('c').rename('other', { dropTarget: true });
  });
  const uuid = { collectionUUID: expect.anything() };
  expect(events).toMatchObject([
    { operationType: 'create', ...uuid, operationDescription: { validator: { a: 1 } } },
    { operationType: 'create', operationDescription: { idIndex: { v: 2, key: { _id: 1 }, name: '_id_' } } },
    {
      operationType: 'createIndexes',
      ...uuid,
      operationDescription: { indexes: [{ v: 2, key: { a: 1 }, name: 'a_1' }] },
    },
    {
      operationType: 'modify',
      ns: { db: 'd', coll: 'c' },
      operationDescription: { validator: {} },
      stateBeforeChange: { collectionOptions: { validator: { a: 1 } } },
    },
    { operationType: 'dropIndexes', operationDescription: { indexes: [{ key: { a: 1 }, name: 'a_1' }] } },
    { operationType: 'insert', ...uuid },
    {
      operationType: 'rename',
      to: { db: 'd', coll: 'other' },
      operationDescription: { to: { db: 'd', coll: 'other' }, dropTarget: expect.anything() },
    },
  ]);
});

test('without being asked for they are not told', async () => {
  const d = await db('7.0');
  const events = await eventsOf(d, {}, async () => {
    await d.collection('c').createIndex({ a: 1 });
    await d.collection('c').insertOne({});
  });
  expect(events.map((e) => e.operationType)).toEqual(['insert']);
  expect(events[0]).not.toHaveProperty('collectionUUID');
});

test('an update says which arrays it cut, what it made on the way, and which names are no indexes', async () => {
  const d = await db('7.0');
  const c = d.collection<{ _id: number; [field: string]: unknown }>('c');
  const big = 'x'.repeat(100);
  await c.insertOne({ _id: 1, big, a: { 1: 1 }, l: [{ 1: 1 }], n: [1, 2, 3, 4, 5, 6, 7] });
  const events = await eventsOf(d, { showExpandedEvents: true }, async () => {
    await c.updateOne({ _id: 1 }, { $set: { 'a.1': 2, 'l.0.1': 3, 'n.0': 4, 'new.way': 1 } });
    await c.updateOne({ _id: 1 }, [{ $set: { n: [1, 2, 3, 4, 5], a: { 1: 3 } } }, { $unset: 'new' }]);
    await c.updateOne({ _id: 1 }, [{ $replaceWith: { _id: 1 } }]);
  });
  expect(events.map((e) => [e.operationType, e.updateDescription])).toEqual([
    [
      'update',
      {
        updatedFields: { 'a.1': 2, 'l.0.1': 3, 'n.0': 4, new: { way: 1 } },
        removedFields: [],
        truncatedArrays: [],
        disambiguatedPaths: { 'a.1': ['a', '1'], 'l.0.1': ['l', 0, '1'] },
      },
    ],
    [
      'update',
      {
        updatedFields: { 'n.0': 1, a: { 1: 3 } },
        removedFields: ['new'],
        truncatedArrays: [{ field: 'n', newSize: 5 }],
        disambiguatedPaths: {},
      },
    ],
    ['replace', undefined],
  ]);
});

test('an event that is too large comes in parts, from each of which a stream goes on', async () => {
  const d = await db('7.0');
  const c = await d.createCollection<{ _id: number; x: string }>('c', {
    changeStreamPreAndPostImages: { enabled: true },
  });
  const large = (s: string): string => s.repeat(9 * 1024 * 1024);
  await c.insertOne({ _id: 1, x: large('a') });
  const options = { fullDocumentBeforeChange: 'required' } as const;
  const split = [{ $changeStreamSplitLargeEvent: {} }];
  const stream = c.watch(split, options);
  await stream.tryNext();
  await c.replaceOne({ _id: 1 }, { x: large('b') });
  await c.deleteOne({ _id: 1 });
  const parts = [await stream.next(), await stream.next()] as Event[];
  expect(parts.map((part) => part.splitEvent)).toEqual([
    { fragment: 1, of: 2 },
    { fragment: 2, of: 2 },
  ]);
  expect(parts[0]!.operationType).toBe('replace');
  expect(Object.keys(parts[1]!)).toEqual(['_id', 'splitEvent', 'fullDocumentBeforeChange']);
  expect(
    String((parts[0]!._id as { _data: string })._data) < (parts[1]!._id as { _data: string })._data,
  ).toBe(true);
  await stream.close();

  const resumed = c.watch(split, { ...options, resumeAfter: parts[0]!._id });
  expect(await resumed.next()).toEqual(parts[1]);
  expect(await resumed.next()).toMatchObject({ operationType: 'delete' });
  await resumed.close();
  const whole = c.watch([], { ...options, resumeAfter: parts[0]!._id });
  await expect(whole.next()).rejects.toMatchObject({ code: 280 });
}, 30_000);

test('servers before them refuse them', async () => {
  const d = await db('5.0');
  const images = { create: 'c', changeStreamPreAndPostImages: { enabled: true } };
  await expect(d.command(images)).rejects.toMatchObject({ code: 40415 });
  const open = (stage: object, ...more: object[]) =>
    d.command({ aggregate: 'c', pipeline: [{ $changeStream: stage }, ...more], cursor: {} });
  await expect(open({ showExpandedEvents: true })).rejects.toMatchObject({ code: 40415 });
  await expect(open({ fullDocument: 'required' })).rejects.toMatchObject({ code: 40575 });
  await expect(open({}, { $changeStreamSplitLargeEvent: {} })).rejects.toMatchObject({ code: 40324 });
});
