import { afterEach, expect, test } from 'vitest';
import { startAlone } from './alone.ts';
import type { Doc } from './bson/values.ts';
import { type CommittedEntry, type Member, memoryDisk } from './index.ts';
import { Client } from './recordings/client.ts';

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
  await client.command('t', { insert: 'c', documents: [{ _id: 1, big: 5n }] });
  const majority = { find: 'c', readConcern: { level: 'majority' } };
  expect(((await client.command('t', majority)).cursor as Doc).firstBatch).toEqual([]);
  expect(told).toEqual([]);
  while (syncs.length > 0) syncs.shift()!();
  expect(((await client.command('t', majority)).cursor as Doc).firstBatch).toHaveLength(1);
  expect(told).toMatchObject([
    { db: 't', coll: 'c', op: 'insert', id: 1, before: null, after: { _id: 1, big: 5 } },
  ]);
});
