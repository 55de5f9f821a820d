/** What the faults of the database do to three real members and those who talk to them. */
import '../node/install.ts';
import { Binary } from 'bson';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JournalRecord } from '../mongod/oplog/journal.ts';
import { tameLibraries } from '../node/libraries.ts';
import { type Answer, DatabaseLab } from './database-lab.ts';
import { faultKind, generalFaults } from './index.ts';

tameLibraries();

const MAJORITY = { writeConcern: { w: 'majority', wtimeout: 1000 } };
const NEAREST = { $readPreference: { mode: 'nearest' } };
const SESSION = { id: new Binary(Buffer.alloc(16, 7), Binary.SUBTYPE_UUID) };

let lab: DatabaseLab;
let primary: string;
let secondaries: [string, string];

beforeEach(async () => {
  lab = await DatabaseLab.start();
  primary = lab.primary!;
  secondaries = lab.others(primary) as [string, string];
});

afterEach(() => lab.close());

const code = ({ reply }: Answer) => Number(reply?.code);
const newPrimary = () => lab.until(() => lab.primary !== undefined && lab.primary !== primary);
const cursorOf = ({ reply }: Answer) => reply!.cursor as { id: bigint; postBatchResumeToken: object };

test('step-down: the primary yields to another, and loses nothing', async () => {
  await lab.write(primary, 'a');
  lab.inject('step-down', { seconds: 5, force: false });
  await newPrimary();
  expect(lab.has(lab.primary!, 'a')).toBe(true);
  expect(code(await lab.write(primary, 'b'))).toBe(10107);
});

test('step-down: a primary whom nobody hears stays, unless it is forced', async () => {
  for (const host of secondaries) lab.inject('lag', { host });
  await lab.write(primary, 'a', { writeConcern: { w: 1 } });
  lab.inject('step-down', { seconds: 5, force: false });
  await lab.pass(2000);
  expect(lab.members.get(primary)?.role).toBe('primary');
  lab.inject('step-down', { seconds: 5, force: true });
  await lab.until(() => lab.members.get(primary)?.role === 'secondary');
});

test('isolate-member: the rest goes on without a secondary, which catches up afterwards', async () => {
  const [away] = secondaries;
  const end = lab.inject('isolate-member', { host: away });
  expect((await lab.write(primary, 'a', MAJORITY)).reply).toMatchObject({ ok: { value: 1 } });
  expect(lab.has(away, 'a')).toBe(false);
  end();
  await lab.until(() => lab.has(away, 'a'));
});

test('isolate-primary: what its company writes there is rolled back in favour of what the majority has', async () => {
  const end = lab.inject('isolate-primary', { company: ['client'] });
  const { reply } = await lab.write(primary, 'lost');
  expect(reply).toMatchObject({ n: { value: 1 } });
  await newPrimary();
  expect(lab.members.get(primary)?.role).toBe('secondary');
  end();
  await lab.write(lab.primary!, 'kept', MAJORITY);
  await lab.until(() => lab.has(primary, 'kept') && !lab.has(primary, 'lost'));
});

test('lag: a secondary stays behind, and so does what is read from it', async () => {
  const [behind, other] = secondaries;
  const end = lab.inject('lag', { host: behind });
  await lab.write(primary, 'a', MAJORITY);
  expect(lab.has(other, 'a')).toBe(true);
  const { reply } = await lab.ask(behind, { count: 'c', ...NEAREST });
  expect(Number(reply?.n)).toBe(1);
  end();
  await lab.until(() => lab.has(behind, 'a'));
});

test('slow-disk: a write waits for the journals of a majority', async () => {
  const beginMs = lab.world.nowMs;
  const ends = lab.hosts.map((host) => lab.inject('slow-disk', { host, syncMs: 600 }));
  await lab.write(primary, 'late', { writeConcern: { w: 'majority' } });
  expect(lab.world.nowMs - beginMs).toBeGreaterThan(600);
  for (const end of ends) end();
  const againMs = lab.world.nowMs;
  await lab.write(primary, 'soon', { writeConcern: { w: 'majority' } });
  expect(lab.world.nowMs - againMs).toBeLessThan(600);
});

test('slow-disk: of what was not synced yet a crash loses some', async () => {
  lab.inject('slow-disk', { host: primary, syncMs: 5000 });
  for (let n = 0; n < 10; n++)
    await lab.write(primary, `unsynced-${n}`, { writeConcern: { w: 1, j: false } });
  lab.inject('db-crash', { host: primary, peersSeeReset: true });
  const records = [...lab.tools.databases.disk(primary).read()] as JournalRecord[];
  const kept = records.filter(
    (record) =>
      record.kind === 'entry' && record.entry.ops[0]?.op === 'i' && record.entry.ops[0].id !== 'before',
  );
  expect(kept.length).toBeLessThan(10);
});

test('truncate-oplog: a change stream that was closed cannot resume from before', async () => {
  const open = (from: object) => ({ aggregate: 'c', pipeline: [{ $changeStream: from }], cursor: {} });
  const { postBatchResumeToken } = cursorOf(await lab.ask(primary, open({})));
  for (const id of ['a', 'b', 'c']) await lab.write(primary, id, MAJORITY);
  const resume = open({ resumeAfter: postBatchResumeToken });
  expect(code(await lab.ask(primary, resume))).toBeNaN();
  lab.inject('truncate-oplog', { hosts: lab.hosts });
  expect(code(await lab.ask(primary, resume))).toBe(286);
});

test('truncate-oplog: a member that was away too long copies everything anew', async () => {
  const [away] = secondaries;
  const end = lab.inject('isolate-member', { host: away });
  for (const id of ['a', 'b', 'c']) await lab.write(primary, id, MAJORITY);
  lab.inject('truncate-oplog', { hosts: [primary, secondaries[1]] });
  end();
  await lab.until(() => lab.members.get(away)?.role === 'recovering');
  await lab.until(() => lab.members.get(away)?.role === 'secondary' && lab.has(away, 'c'));
});

test('lost-write-reply: the write counts, though its connection is lost, and its retry is told so', async () => {
  lab.inject('lost-write-reply', { writes: 1, skip: 1 });
  const retryable = (n: number) => ({ lsid: SESSION, txnNumber: BigInt(n) });
  expect((await lab.write(primary, 'skipped', retryable(1))).lost).toBeUndefined();
  expect((await lab.write(primary, 'struck', retryable(2))).lost).toBeDefined();
  expect(lab.has(primary, 'struck')).toBe(true);
  const { reply } = await lab.write(primary, 'struck', retryable(2));
  expect(reply).toMatchObject({ n: { value: 1 }, ok: { value: 1 } });
  expect(reply).not.toHaveProperty('writeErrors');
});

test('kill-cursors: who reads on is told that there is no such cursor', async () => {
  await lab.write(primary, 'a', { writeConcern: { w: 1 } });
  const { id } = cursorOf(await lab.ask(primary, { find: 'c', batchSize: 1 }));
  const waiting = cursorOf(
    await lab.ask(primary, { aggregate: 'c', pipeline: [{ $changeStream: {} }], cursor: {} }),
  );
  const wait = lab.send(primary, { getMore: waiting.id, collection: 'c', maxTimeMS: 5000 });
  await lab.pass(100);
  lab.inject('kill-cursors', { host: primary });
  expect(code(await lab.ask(primary, { getMore: id, collection: 'c' }))).toBe(43);
  await lab.until(() => wait.reply !== undefined);
  expect([43, 237]).toContain(code(wait));
});

test('write-conflict: a writer waits for the foreign transaction to end, a transaction fails', async () => {
  const end = lab.inject('write-conflict', { holdMs: 400, everyMs: 10_000 });
  await lab.pass(1);
  const inc = { update: 'c', updates: [{ q: { _id: 'before' }, u: { $inc: { n: 1 } } }] };
  const txn = { lsid: SESSION, txnNumber: 1n, autocommit: false, startTransaction: true };
  const refused = await lab.ask(primary, { ...inc, ...txn });
  expect(refused.reply).toMatchObject({ errorLabels: ['TransientTransactionError'] });
  expect(code(refused)).toBe(112);
  const beginMs = lab.world.nowMs;
  expect((await lab.ask(primary, inc)).reply).toMatchObject({ nModified: { value: 1 } });
  expect(lab.world.nowMs - beginMs).toBeGreaterThan(300);
  end();
});

test('db-crash: the others elect another, and what the majority has is there', async () => {
  await lab.write(primary, 'a', MAJORITY);
  lab.inject('db-crash', { host: primary, peersSeeReset: true });
  await newPrimary();
  expect(lab.has(lab.primary!, 'a')).toBe(true);
});

test('pause: the others elect another, and the old primary learns of it when it goes on', async () => {
  const end = lab.inject('pause', { host: primary });
  await newPrimary();
  expect(lab.members.get(primary)?.role).toBe('primary');
  end();
  await lab.until(() => lab.members.get(primary)?.role === 'secondary');
});

test('crash of the process and pause may strike any member of the database', () => {
  const struck = (kind: string): Set<string> => {
    const amount = (min: number, max: number) => fc.integer({ min, max });
    const drawn = fc.sample(faultKind(generalFaults, kind).draw(lab.tools.targets, amount), {
      numRuns: 200,
      seed: 1,
    });
    return new Set(drawn.map((params) => (params as { host: string }).host));
  };
  expect([...struck('db-crash')].sort()).toEqual(lab.hosts);
  expect([...struck('pause')].sort()).toEqual(['client', ...lab.hosts]);
});
