import '../node/install.ts';
import { afterEach, expect, test } from 'vitest';
import { startAlone } from './alone.ts';
import type { Doc } from './bson/values.ts';
import { type CommittedEntry, type Member, memoryDisk } from './index.ts';
import { Client } from './recordings/client.ts';
import { inWorld } from './replset/in-world.ts';
import { sleep } from './with-driver.ts';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

async function start(disk: ReturnType<typeof memoryDisk>, onCommit?: (e: CommittedEntry) => void) {
  const member: Member = await startAlone({ disk, ...(onCommit ? { onCommit } : {}) });
  const client = await Client.connect(member.port);
  open.push(member, client);
  return { member, client };
}

const ids = async (client: Client): Promise<unknown[]> => {
  const reply = await client.command('t', { find: 'c', sort: { _id: 1 } });
  return ((reply.cursor as Doc).firstBatch as Doc[]).map((d) => String(d._id));
};

test('a crash loses what was not journaled, and nothing that was promised', async () => {
  let latencyMs = 0;
  const disk = memoryDisk(() => latencyMs);
  const first = await start(disk);
  await first.client.command('t', {
    insert: 'c',
    documents: [{ _id: 'kept' }],
    writeConcern: { w: 'majority' },
  });
  latencyMs = 60_000;
  await first.client.command('t', { insert: 'c', documents: [{ _id: 'lost' }], writeConcern: { w: 1 } });
  expect(await ids(first.client)).toEqual(['kept', 'lost']);
  disk.crash();
  latencyMs = 0;
  const second = await start(disk);
  expect(await ids(second.client)).toEqual(['kept']);
});

test('a write is retried over a restart only once', async () => {
  const disk = memoryDisk();
  const first = await start(disk);
  const { id } = (await first.client.command('admin', { startSession: 1 })) as { id: Doc };
  const write = {
    update: 'c',
    updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } }, upsert: true }],
    lsid: id,
    txnNumber: 1n,
    writeConcern: { w: 'majority' },
  };
  await first.client.command('t', write);
  const second = await start(disk);
  const reply = await second.client.command('t', write);
  expect(Number(reply.n)).toBe(1);
  expect(reply.upserted).toHaveLength(1);
  const found = (await second.client.command('t', { find: 'c' })).cursor as { firstBatch: Doc[] };
  expect(found.firstBatch.map((d) => Number(d.n))).toEqual([1]);
});

test('majority readers and onCommit see a write only once it is journaled', async () => {
  const syncs: (() => void)[] = [];
  const disk = memoryDisk();
  const held = { ...disk, sync: (done: () => void) => void syncs.push(() => disk.sync(done)) };
  const told: CommittedEntry[] = [];
  const { client } = await start(held, (e) => told.push(e));
  while (syncs.length > 0) syncs.shift()!();
  await client.command('t', { insert: 'c', documents: [{ _id: 1, big: 5n }], writeConcern: { w: 1 } });
  const majority = { find: 'c', readConcern: { level: 'majority' } };
  expect(((await client.command('t', majority)).cursor as Doc).firstBatch).toEqual([]);
  expect(told).toEqual([]);
  await expect.poll(() => syncs.length).toBe(1);
  syncs.shift()!();
  expect(((await client.command('t', majority)).cursor as Doc).firstBatch).toHaveLength(1);
  expect(told).toMatchObject([
    { db: 't', coll: 'c', op: 'insert', id: 1, before: null, after: { _id: 1, big: 5 } },
  ]);
});

test(
  'what nobody waits for is journaled each 100 ms, and what somebody does at once',
  inWorld(async () => {
    const syncedMs: number[] = [];
    const disk = memoryDisk();
    const timed = {
      ...disk,
      sync: (done: () => void) => {
        syncedMs.push(Math.round(performance.now() - startMs));
        disk.sync(done);
      },
    };
    const startMs = performance.now();
    const member = await startAlone({ disk: timed });
    const client = await Client.connect(member.port);
    const insert = (writeConcern: Doc) => client.command('t', { insert: 'c', documents: [{}], writeConcern });
    await insert({ w: 1 });
    await sleep(250 - (performance.now() - startMs));
    syncedMs.length = 0;
    await insert({ w: 1 });
    await insert({ w: 1 });
    await sleep(100);
    expect(syncedMs).toEqual([300]);
    await insert({ w: 1, j: true });
    expect(syncedMs).toHaveLength(2);
    expect(syncedMs[1]).toBeLessThan(370);
    await insert({ w: 'majority' });
    expect(syncedMs).toHaveLength(3);
    await insert({ w: 1 });
    expect(syncedMs).toHaveLength(3);
    // A read that waits for the majority makes it so.
    const { operationTime } = await client.command('t', { ping: 1 });
    const readConcern = { level: 'majority', afterClusterTime: operationTime };
    const read = await client.command('t', { find: 'c', readConcern });
    expect((read.cursor as Doc).firstBatch).toHaveLength(6);
    expect(syncedMs).toHaveLength(4);
    await client.command('admin', { setParameter: 1, journalCommitInterval: 20 });
    await insert({ w: 1 });
    await sleep(25);
    expect(syncedMs).toHaveLength(5);
    client.close();
    await member.close();
  }),
);
