import '../../node/install.ts';
import * as vitest from 'vitest';
import type { Doc } from '../bson/values.ts';
import { inWorld } from './in-world.ts';
import { Lab, type LabOptions } from './lab.ts';

const { expect } = vitest;
// In virtual time, so that no machine is too busy to hear of a primary in time.
const test = (name: string, code: () => Promise<void>) => vitest.test(name, inWorld(code));

let lab: Lab;

async function start(options?: LabOptions): Promise<number> {
  lab = await Lab.start(options);
  return lab.primary();
}

const insert = (id: string, w: unknown, more: Doc = {}): Doc => ({
  insert: 'c',
  documents: [{ _id: id }],
  writeConcern: { w, wtimeout: 5000 },
  ...more,
});

const session = (n: number): Doc => ({ lsid: { id: lab.uuid(n) }, txnNumber: 1n });

test('what a majority has survives its primary; what only the primary had is rolled back', async () => {
  const a = await start();
  await lab.run(a, 't', insert('kept', 'majority'));
  lab.cut(a);
  await lab.run(a, 't', insert('lost', 1));
  expect(await lab.ids(a)).toEqual(['kept', 'lost']);
  expect(await lab.ids(a, 'majority')).toEqual(['kept']);
  const b = await lab.primary(a);
  await lab.run(b, 't', insert('new', 'majority'));
  lab.mend();
  await lab.inStep();
  for (const i of [0, 1, 2]) expect(await lab.ids(i)).toEqual(['kept', 'new']);
});

test('a roll-back takes back collections, indexes, and what sessions had done', async () => {
  const a = await start();
  await lab.run(a, 't', insert('1', 3));
  lab.cut(a);
  await lab.run(a, 't', { drop: 'c' });
  await lab.run(a, 't', insert('2', 1, session(1)));
  await lab.run(a, 't', { createIndexes: 'd', indexes: [{ key: { x: 1 }, name: 'x' }] });
  const b = await lab.primary(a);
  lab.mend();
  await lab.inStep();
  expect(await lab.ids(a)).toEqual(['1']);
  expect(await lab.names(a)).toEqual(['c']);
  // The retry reaches a member that carried it out once, and took that back.
  await lab.stepUp(a, b);
  expect(await lab.run(a, 't', insert('2', 'majority', session(1)))).toMatchObject({ n: expect.anything() });
  expect(await lab.ids(a)).toEqual(['1', '2']);
});

test('a primary that lost the end of its log in a crash does not act on it', async () => {
  const a = await start();
  await lab.run(a, 't', insert('kept', 'majority'));
  for (const i of lab.others(a)) await lab.hold(i, 'alwaysOn');
  lab.latencyMs[a] = 60_000;
  await lab.run(a, 't', insert('lost', 1));
  expect(await lab.ids(a)).toEqual(['kept', 'lost']);
  await lab.crash(a);
  lab.latencyMs[a] = 0;
  for (const i of lab.others(a)) await lab.hold(i, 'off');
  await lab.restart(a);
  await lab.primary();
  await lab.inStep();
  for (const i of [0, 1, 2]) expect(await lab.ids(i)).toEqual(['kept']);
});

test('a member that has just started shows nothing from before what a majority was told to have', async () => {
  const a = await start();
  await lab.run(a, 't', insert('kept', 'majority'));
  // The disks have the entry, and nothing yet of its being committed.
  for (const i of [0, 1, 2]) await lab.crash(i);
  for (const i of [0, 1, 2]) lab.latencyMs[i] = 100;
  for (const i of [0, 1, 2]) await lab.restart(i);
  const b = await lab.primary();
  expect(lab.members[b]!.state.engine.commit.isKnown).toBe(false);
  const early = { find: 'c', readConcern: { level: 'majority' }, maxTimeMS: 1 };
  expect(Number((await lab.run(b, 't', early)).code)).toBe(50);
  for (const i of [0, 1, 2]) expect(await lab.ids(i, 'majority')).toEqual(['kept']);
});

test('no term has two primaries, and no two members tell of different histories', async () => {
  const told: string[][] = [[], [], []];
  const terms = new Map<number, number>();
  const restarted = new Set<number>();
  await start({
    onCommit: (i, e) => {
      const line = `${e.clusterTime} ${String(e.id)}`;
      // A member that crashed tells again what it told shortly before, and nothing else twice.
      if (restarted.has(i) && told[i]!.includes(line)) return;
      told[i]!.push(line);
    },
    onPrimary: (i, term) => {
      expect(terms.get(term) ?? i).toBe(i);
      terms.set(term, i);
    },
  });
  for (let round = 0; round < 6; round++) {
    const p = await lab.primary();
    await Promise.all([
      lab.run(p, 't', insert(`${round} majority`, 'majority')),
      lab.run(p, 't', insert(`${round} one`, 1)),
    ]);
    if (round % 2 === 0) lab.cut(p);
    else await lab.crash(p);
    await lab.run(await lab.primary(p), 't', insert(`${round} next`, 'majority'));
    if (round % 2 === 0) lab.mend();
    else {
      restarted.add(p);
      await lab.restart(p);
    }
  }
  await lab.inStep();
  await lab.until(() => new Set(told.map((list) => list.at(-1))).size === 1);
  const ids = await lab.ids(0);
  for (const i of [1, 2]) expect(await lab.ids(i)).toEqual(ids);
  for (const list of told) {
    expect(new Set(list).size, 'told twice').toBe(list.length);
    // A member that was restarted or copied anew may know less of the past, never another past.
    expect(told.toSorted((x, y) => y.length - x.length)[0]).toEqual(expect.arrayContaining(list));
    expect(list).toEqual(
      list.toSorted((x, y) => (BigInt(x.split(' ')[0]!) < BigInt(y.split(' ')[0]!) ? -1 : 1)),
    );
  }
  expect(terms.size).toBeGreaterThan(5);
});

test('a primary without a majority steps down; those who wait for one are told', async () => {
  const a = await start();
  lab.cut(...lab.others(a));
  const reply = await lab.run(a, 't', { ...insert('x', 'majority'), ...session(1) });
  expect(reply.writeConcernError).toMatchObject({ codeName: 'PrimarySteppedDown' });
  expect(reply.errorLabels).toEqual(['RetryableWriteError']);
  expect(await lab.run(a, 't', insert('y', 1))).toMatchObject({ codeName: 'NotWritablePrimary' });
});

test('w:2 and w:3 wait for that many, and wtimeout ends the wait', async () => {
  const a = await start();
  const [b] = lab.others(a);
  await lab.run(a, 't', insert('0', 3));
  await lab.hold(b!, 'alwaysOn');
  expect(await lab.run(a, 't', insert('1', 2))).not.toHaveProperty('writeConcernError');
  const late = await lab.run(a, 't', { ...insert('2', 3), writeConcern: { w: 3, wtimeout: 30 } });
  expect(late.writeConcernError).toMatchObject({
    codeName: 'WriteConcernFailed',
    errInfo: { wtimeout: true },
  });
  await lab.hold(b!, 'off');
  expect(await lab.run(a, 't', insert('3', 3))).not.toHaveProperty('writeConcernError');
});

test('a reader of a secondary waits for what it has seen written', async () => {
  const a = await start();
  const [b] = lab.others(a);
  await lab.run(a, 't', insert('1', 3));
  await lab.hold(b!, 'alwaysOn');
  const { operationTime } = await lab.run(a, 't', insert('2', 'majority'));
  const read = lab.run(b!, 't', {
    find: 'c',
    readConcern: { level: 'majority', afterClusterTime: operationTime },
    $readPreference: { mode: 'secondary' },
  });
  expect(await lab.ids(b!)).toEqual(['1']);
  await lab.hold(b!, 'off');
  expect(((await read).cursor as Doc).firstBatch).toHaveLength(2);
});

test('a linearizable read fails on a primary that is one no more', async () => {
  const a = await start();
  await lab.run(a, 't', insert('1', 'majority'));
  const find = { find: 'c', readConcern: { level: 'linearizable' } };
  expect((await lab.run(a, 't', find)).cursor).toMatchObject({ firstBatch: [{ _id: '1' }] });
  lab.cut(a);
  expect(await lab.run(a, 't', find)).toMatchObject({ codeName: 'InterruptedDueToReplStateChange' });
});

test('a planned step-down hands over at once, and loses nothing', async () => {
  const a = await start();
  const client = await lab.client(a);
  await Promise.all([...'abcdef'].map((id) => lab.run(a, 't', insert(id, 1))));
  const open = { ...session(2), autocommit: false };
  await client.command('t', { insert: 'c', documents: [{ _id: 't' }], ...open, startTransaction: true });
  const atMs = performance.now();
  expect(await client.command('admin', { replSetStepDown: 20 })).toMatchObject({ ok: expect.anything() });
  const b = await lab.primary(a);
  expect(performance.now() - atMs).toBeLessThan(200);
  expect(await lab.ids(b)).toEqual([...'abcdef']);
  // The connection lives on; the transaction does not.
  const commit = await client.command('admin', { commitTransaction: 1, ...open });
  expect(commit).toMatchObject({ codeName: 'NotWritablePrimary', errorLabels: ['RetryableWriteError'] });
  expect(await lab.run(b, 'admin', { commitTransaction: 1, ...open })).toMatchObject({
    codeName: 'NoSuchTransaction',
    errorLabels: ['TransientTransactionError'],
  });
});

test('a step-down that nobody can follow is refused, unless forced', async () => {
  const a = await start();
  for (const i of lab.others(a)) await lab.hold(i, 'alwaysOn');
  await lab.run(a, 't', insert('1', 1));
  const refused = { replSetStepDown: 1, secondaryCatchUpPeriodSecs: 0 };
  expect(await lab.run(a, 'admin', refused)).toMatchObject({ codeName: 'ExceededTimeLimit' });
  expect(await lab.run(a, 'admin', { replSetStepDown: 1, force: true })).toMatchObject({
    ok: expect.anything(),
  });
  expect(await lab.run(a, 't', insert('2', 1))).toMatchObject({ codeName: 'NotWritablePrimary' });
});

test('a commit and a retryable write are known to the next primary', async () => {
  const a = await start();
  const txn = { ...session(1), autocommit: false };
  const client = await lab.client(a);
  await client.command('t', insert('0', 3));
  await client.command('t', { insert: 'c', documents: [{ _id: '1' }], ...txn, startTransaction: true });
  const commit = { commitTransaction: 1, ...txn, writeConcern: { w: 'majority' } };
  await client.command('admin', commit);
  const update = { update: 'c', updates: [{ q: { _id: '0' }, u: { $inc: { n: 1 } } }], ...session(2) };
  await client.command('t', { ...update, writeConcern: { w: 'majority' } });
  await lab.crash(a);
  const b = await lab.primary(a);
  expect(await lab.run(b, 'admin', commit)).not.toHaveProperty('code');
  expect(await lab.run(b, 't', update)).toMatchObject({ n: expect.anything() });
  const found = (await lab.run(b, 't', { find: 'c', sort: { _id: 1 } })).cursor as { firstBatch: Doc[] };
  expect(found.firstBatch.map((d) => String(d.n))).toEqual(['1', 'undefined']);
});

test('a member that was away too long copies everything, and lives on its own', async () => {
  const a = await start({ oplogLimit: 20 });
  const [b, c] = lab.others(a) as [number, number];
  await lab.run(a, 't', {
    createIndexes: 'c',
    indexes: [{ key: { x: 1 }, name: 'x', unique: true, sparse: true }],
  });
  await lab.run(a, 't', insert('0', 3));
  await lab.crash(b);
  const documents = Array.from({ length: 200 }, (_, i) => ({ _id: `${1000 + i}`, x: i }));
  await lab.run(a, 't', { insert: 'c', documents, writeConcern: { w: 'majority' } });
  await lab.run(a, 't', insert('last', 'majority', session(7)));
  await lab.restart(b);
  await lab.inStep();
  expect(await lab.ids(b)).toEqual(await lab.ids(a));
  // It is as good as the others: as primary, after a restart of its own, and for a retry.
  await lab.crash(b);
  await lab.restart(b);
  await lab.inStep();
  await lab.stepUp(b, a);
  expect(await lab.run(b, 't', { insert: 'c', documents: [{ _id: 'twice', x: 7 }] })).toMatchObject({
    writeErrors: [{ keyPattern: { x: expect.anything() } }],
  });
  expect(await lab.run(b, 't', insert('last', 'majority', session(7)))).not.toHaveProperty('writeErrors');
  await lab.inStep();
  expect(await lab.ids(c)).toEqual(await lab.ids(b));
});

test('a change stream goes on with the next primary, and shows only what a majority has', async () => {
  const a = await start();
  const stream = async (i: number, spec: Doc): Promise<() => Promise<Doc[]>> => {
    const client = await lab.client(i);
    const open = { aggregate: 'c', pipeline: [{ $changeStream: spec }], cursor: {} };
    const { cursor } = (await client.command('t', { ...open, $readPreference: { mode: 'nearest' } })) as {
      cursor: Doc;
    };
    const first = cursor.firstBatch as Doc[];
    return async () => {
      const known = first.splice(0);
      if (known.length > 0) return known;
      const more = await client.command('t', { getMore: cursor.id, collection: 'c', maxTimeMS: 300 });
      return (more.cursor as Doc).nextBatch as Doc[];
    };
  };
  const [b] = lab.others(a) as [number];
  const onSecondary = await stream(b, {});
  const next = await stream(a, {});
  await lab.run(a, 't', insert('1', 'majority'));
  const [first] = await next();
  expect(first).toMatchObject({ documentKey: { _id: '1' } });
  expect(await onSecondary()).toMatchObject([{ documentKey: { _id: '1' } }]);
  lab.cut(a);
  await lab.run(a, 't', insert('lost', 1));
  expect(await next()).toEqual([]);
  const p = await lab.primary(a);
  await lab.run(p, 't', insert('2', 'majority'));
  const resumed = await stream(p, { resumeAfter: first!._id });
  expect(await resumed()).toMatchObject([{ documentKey: { _id: '2' } }]);
});

test('the member with the highest priority becomes primary, one with none never', async () => {
  await start({ priorities: [1, 5, 0] });
  await lab.until(() => lab.members[1]!.state.role === 'primary');
  lab.cut(1);
  expect(await lab.primary(1)).toBe(0);
  const { hosts, passives } = (await lab.run(0, 'admin', { hello: 1 })) as {
    hosts: string[];
    passives: string[];
  };
  expect([hosts.length, passives.length]).toEqual([2, 1]);
  lab.mend();
  await lab.until(() => lab.members[1]!.state.role === 'primary');
});

test('a hello that waits hears of the new primary', async () => {
  const a = await start();
  const [b] = lab.others(a) as [number];
  const client = await lab.client(b);
  await lab.inStep();
  const { topologyVersion, primary } = await client.command('admin', { hello: 1 });
  const heard = client.command('admin', { hello: 1, topologyVersion, maxAwaitTimeMS: 5000 });
  await lab.run(a, 'admin', { replSetStepDown: 5, force: true });
  expect((await heard).primary).not.toBe(primary);
});
