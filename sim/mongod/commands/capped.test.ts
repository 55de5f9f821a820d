/** Capped collections, and the cursors that stay at their end. */
import '../../node/install.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startAlone } from '../alone.ts';
import type { Doc } from '../bson/values.ts';
import { type Member, memoryDisk } from '../index.ts';
import { Client } from '../recordings/client.ts';
import type { ServerVersion } from '../version.ts';

const VERSIONS = ['4.4', '8.0'] as const;
const servers = new Map<ServerVersion, { member: Member; client: Client }>();
let version: ServerVersion = '4.4';

beforeAll(async () => {
  for (const serverVersion of VERSIONS) {
    const member = await startAlone({ serverVersion });
    servers.set(serverVersion, { member, client: await Client.connect(member.port) });
  }
});
afterAll(async () => {
  for (const { member, client } of servers.values()) {
    client.close();
    await member.close();
  }
});
beforeEach(async () => {
  for (version of VERSIONS) {
    await run({ dropDatabase: 1 });
    await run({ create: 'c', capped: true, size: 100_000, max: 3 });
  }
});

const run = (cmd: Doc): Promise<Doc> => servers.get(version)!.client.command('t', cmd);
const insert = (...ids: number[]): Promise<Doc> =>
  run({ insert: 'c', documents: ids.map((_id) => ({ _id })) });
const code = async (cmd: Doc): Promise<number> => {
  const reply = await run(cmd);
  return Number(reply.code ?? (reply.writeErrors as Doc[] | undefined)?.[0]?.code ?? 0);
};
const idsOf = (docs: unknown): number[] => (docs as Doc[]).map((d) => Number(d._id));
const find = async (more: Doc = {}): Promise<{ id: unknown; ids: number[] }> => {
  const { cursor } = (await run({ find: 'c', ...more })) as { cursor: Doc };
  return { id: cursor.id, ids: idsOf(cursor.firstBatch) };
};
const more = async (id: unknown, rest: Doc = {}): Promise<{ open: boolean; ids: number[] }> => {
  const reply = await run({ getMore: id, collection: 'c', ...rest });
  if (!reply.cursor) throw Object.assign(new Error(String(reply.errmsg)), { code: Number(reply.code) });
  const cursor = reply.cursor as Doc;
  return { open: String(cursor.id) !== '0', ids: idsOf(cursor.nextBatch) };
};

test('the oldest go when there are too many, in the order of insertion', async () => {
  await insert(5, 1, 4);
  expect((await find()).ids).toEqual([5, 1, 4]);
  await insert(2, 3);
  expect((await find()).ids).toEqual([4, 2, 3]);
  expect((await find({ sort: { $natural: -1 } })).ids).toEqual([3, 2, 4]);
  expect((await find({ filter: { _id: 5 } })).ids).toEqual([]);
});

test('or too large, and what is larger than all is refused', async () => {
  await run({ create: 'd', capped: true, size: 1 });
  const pad = 'x'.repeat(1500);
  await run({ insert: 'd', documents: [1, 2, 3, 4].map((_id) => ({ _id, pad })) });
  expect(idsOf(((await run({ find: 'd' })) as { cursor: Doc }).cursor.firstBatch)).toEqual([3, 4]);
  expect(await code({ insert: 'd', documents: [{ pad: 'x'.repeat(5000) }] })).toBe(2);
});

test('members and a restarted one keep the same', async () => {
  const disk = memoryDisk(() => 0);
  let member = await startAlone({ disk });
  let client = await Client.connect(member.port);
  await client.command('t', { create: 'c', capped: true, size: 5000, max: 2 });
  await client.command('t', {
    insert: 'c',
    documents: [{ _id: 1 }, { _id: 2 }, { _id: 3 }],
    writeConcern: { j: true },
  });
  client.close();
  await member.close();
  member = await startAlone({ disk });
  client = await Client.connect(member.port);
  const { cursor } = (await client.command('t', { find: 'c' })) as { cursor: Doc };
  expect(idsOf(cursor.firstBatch)).toEqual([2, 3]);
  client.close();
  await member.close();
});

test.each([
  ['4.4', 20, 10003],
  ['8.0', 0, 0],
] as const)('by %s deletes are answered by %d, and growing updates by %d', async (v, deleted, grown) => {
  version = v;
  await insert(1, 2);
  const update = { update: 'c', updates: [{ q: { _id: 1 }, u: { $set: { more: 1 } } }] };
  expect(await code(update)).toBe(grown);
  expect(await code({ delete: 'c', deletes: [{ q: { _id: 1 }, limit: 1 }] })).toBe(deleted);
  expect(await code({ findAndModify: 'c', query: { _id: 2 }, remove: true })).toBe(deleted);
  expect((await find()).ids).toEqual(deleted === 0 ? [] : [1, 2]);
});

test('options are checked, and listed', async () => {
  expect(await code({ create: 'd', capped: true })).toBe(72);
  expect(await code({ create: 'd', size: 100 })).toBe(72);
  expect(await code({ create: 'd', capped: true, size: -1 })).toBe(2);
  expect(await code({ create: 'd', capped: true, size: 5000, max: 2 ** 31 })).toBe(2);
  const { cursor } = (await run({ listCollections: 1 })) as { cursor: Doc };
  const options = { capped: true, size: { value: 100_096 }, max: { value: 3 } };
  expect(cursor.firstBatch).toMatchObject([{ name: 'c', options }]);
  expect(await run({ collStats: 'c' })).toMatchObject({ capped: true, max: { value: 3 } });
});

test('no transaction writes to it', async () => {
  const lsid = { id: (await run({ startSession: 1 })).id };
  const txn = { lsid: lsid.id as Doc, txnNumber: 1n, startTransaction: true, autocommit: false };
  expect(await code({ insert: 'c', documents: [{}], ...txn })).toBe(263);
});

test('a tailable cursor goes on with what comes', async () => {
  await insert(1, 2);
  const { id, ids } = await find({ tailable: true });
  expect(ids).toEqual([1, 2]);
  expect(await more(id)).toEqual({ open: true, ids: [] });
  await insert(3);
  expect(await more(id)).toEqual({ open: true, ids: [3] });
  await expect(more(id, { maxTimeMS: 10 })).rejects.toMatchObject({ code: 2 });
});

test('one that awaits data waits for it, and no longer than it may', async () => {
  await insert(1);
  const { id } = await find({ filter: { _id: { $ne: 2 } }, tailable: true, awaitData: true });
  const other = await Client.connect(servers.get(version)!.member.port);
  const waiting = more(id, { maxTimeMS: 60_000 });
  await other.command('t', { insert: 'c', documents: [{ _id: 2 }] });
  await other.command('t', { insert: 'c', documents: [{ _id: 3 }] });
  expect(await waiting).toEqual({ open: true, ids: [3] });
  expect(await more(id, { maxTimeMS: 1 })).toEqual({ open: true, ids: [] });
  const killed = more(id, { maxTimeMS: 60_000 });
  await Promise.all([
    expect(killed).rejects.toMatchObject({ code: 43 }),
    other.command('t', { killCursors: 'c', cursors: [id] }),
  ]);
  other.close();
  await expect(killed).rejects.toMatchObject({ code: 43 });
});

test('it is lost with its place, closed where there is nothing, and of capped collections alone', async () => {
  await insert(1);
  const { id } = await find({ tailable: true });
  await insert(2, 3, 4);
  await expect(more(id)).rejects.toMatchObject({ code: 136 });
  await run({ create: 'empty', capped: true, size: 5000 });
  expect((await run({ find: 'empty', tailable: true })) as Doc).toMatchObject({ cursor: { firstBatch: [] } });
  expect(String(((await run({ find: 'empty', tailable: true })) as { cursor: Doc }).cursor.id)).toBe('0');
  await run({ insert: 'plain', documents: [{}] });
  expect(await code({ find: 'plain', tailable: true })).toBe(2);
  expect(await code({ find: 'c', tailable: true, sort: { _id: 1 } })).toBe(2);
  expect(await code({ find: 'c', tailable: true, singleBatch: true })).toBe(2);
  expect([2, 9]).toContain(await code({ find: 'c', awaitData: true }));
});

test('a collection is made capped: its newest stay, its indexes go, and it is bounded from then on', async () => {
  const text = 'x'.repeat(1000);
  const documents = [1, 2, 3, 4, 5, 6].map((_id) => ({ _id, text }));
  await run({ insert: 'd', documents });
  await run({ createIndexes: 'd', indexes: [{ key: { text: 1 }, name: 'text' }] });
  expect(await code({ convertToCapped: 'd' })).toBe(40414);
  expect(await code({ convertToCapped: 'd', size: 0 })).toBe(72);
  expect(await code({ convertToCapped: 'none', size: 4096 })).toBe(26);
  expect(await run({ convertToCapped: 'd', size: 4096 })).toMatchObject({ ok: { value: 1 } });
  const of = { filter: {}, projection: { _id: 1 } };
  expect((await find({ find: 'd', ...of })).ids).toEqual([4, 5, 6]);
  const listed = (await run({ listCollections: 1, filter: { name: 'd' } })).cursor as Doc;
  expect(listed.firstBatch).toMatchObject([{ options: { capped: true, size: { value: 4096 } } }]);
  const { firstBatch } = (await run({ listIndexes: 'd' })).cursor as Doc;
  expect((firstBatch as Doc[]).map(({ name }) => name)).toEqual(['_id_']);
  // Also what it held before counts.
  await run({ insert: 'd', documents: [{ _id: 7, text }] });
  expect((await find({ find: 'd', ...of })).ids).toEqual([5, 6, 7]);
  expect((await run({ listCollections: 1, nameOnly: true })).cursor).toMatchObject({
    firstBatch: expect.toSatisfy((all: Doc[]) => all.every(({ name }) => !String(name).startsWith('tmp'))),
  });
});

test('a bound that is changed holds from the next document on', async () => {
  await insert(1, 2, 3);
  const isKnown = version !== '4.4';
  expect(await code({ collMod: 'c', cappedMax: 2 })).toBe(isKnown ? 0 : 72);
  if (!isKnown) return;
  expect((await find()).ids).toEqual([1, 2, 3]);
  await insert(4);
  expect((await find()).ids).toEqual([3, 4]);
  await run({ create: 'plain' });
  expect(await code({ collMod: 'plain', cappedSize: 5000 })).toBe(72);
});
