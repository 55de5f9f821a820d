/** What tools ask of a server, and what makes it fail on request. */
import net from 'node:net';
import { Binary, deserialize, Long, Timestamp } from 'bson';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startAlone } from '../alone.ts';
import { encode } from '../bson/encode.ts';
import type { Doc } from '../bson/values.ts';
import type { Member } from '../index.ts';
import { Client } from '../recordings/client.ts';
import { Frames } from '../wire/frames.ts';
import { message } from '../wire/hostile.ts';

let member: Member;
let client: Client;

beforeAll(async () => {
  member = await startAlone();
  client = await Client.connect(member.port);
});
afterAll(async () => {
  client.close();
  await member.close();
});
beforeEach(() => client.command('t', { drop: 'c' }));

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const ask = async (cmd: Doc, db = 't'): Promise<Doc> => plain(await client.command(db, cmd)) as Doc;

async function failPoint(name: string, mode: unknown, data: Doc = {}): Promise<void> {
  expect(await ask({ configureFailPoint: name, mode, data }, 'admin')).toMatchObject({ ok: 1 });
}

/** All replies to one request of a client that lets the server go on replying. */
function streamed(body: Buffer): Promise<Doc[]> {
  const replies: Doc[] = [];
  const frames = new Frames();
  return new Promise((resolve, reject) => {
    const socket = net.connect(member.port, '127.0.0.1', () => socket.write(message(body, 2013, 1 << 16)));
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      for (const frame of frames.push(chunk)) {
        replies.push(deserialize(frame.subarray(21), { promoteValues: false }));
        const moreToCome = frame.readUInt32LE(16) & 2;
        if (moreToCome) continue;
        socket.destroy();
        resolve(replies);
      }
    });
  });
}

test('parameters, all and by name', async () => {
  const all = await ask({ getParameter: '*' }, 'admin');
  expect(all).toMatchObject({
    transactionLifetimeLimitSeconds: 60,
    featureCompatibilityVersion: { version: '8.0' },
  });
  const two = await ask({ getParameter: 1, quiet: 1, transactionLifetimeLimitSeconds: 1 }, 'admin');
  expect(two).toMatchObject({ quiet: false, transactionLifetimeLimitSeconds: 60 });
  expect(two).not.toHaveProperty('logLevel');
  expect(await ask({ getParameter: 1, none: 1 }, 'admin')).toMatchObject({ ok: 0, code: 72 });
  expect(await ask({ getParameter: '*' })).toMatchObject({ ok: 0, code: 13 });
});

test('parameters are set all or none, and say what the first was', async () => {
  const set = (given: Doc): Promise<Doc> => ask({ setParameter: 1, ...given }, 'admin');
  expect(await set({ cursorTimeoutMillis: 1000, quiet: 1 })).toMatchObject({ ok: 1, was: 600_000 });
  const now = await ask({ getParameter: 1, cursorTimeoutMillis: 1, quiet: 1 }, 'admin');
  expect(now).toMatchObject({ cursorTimeoutMillis: 1000, quiet: true });
  expect(await set({ cursorTimeoutMillis: 0 })).toMatchObject({ ok: 0, code: 2 });
  expect(await set({ cursorTimeoutMillis: 'long' })).toMatchObject({ ok: 0, code: 2 });
  expect(await set({ cursorTimeoutMillis: 5, none: 1 })).toMatchObject({ ok: 0, code: 72 });
  expect(await set({})).toMatchObject({ ok: 0, code: 72 });
  expect(await set({ enableTestCommands: false })).toMatchObject({ ok: 0, code: 20 });
  expect(await ask({ setParameter: 1, quiet: true })).toMatchObject({ ok: 0, code: 13 });
  expect(await set({ cursorTimeoutMillis: 600_000, quiet: false })).toMatchObject({ ok: 1, was: 1000 });
});

test('serverStatus tells of the set what hello does', async () => {
  const { repl } = (await ask({ serverStatus: 1 })) as { repl: Doc };
  const hello = await ask({ isMaster: 1 });
  for (const name of [
    'setName',
    'setVersion',
    'ismaster',
    'secondary',
    'hosts',
    'primary',
    'me',
    'electionId',
  ])
    expect(repl[name], name).toEqual(hello[name]);
  expect(repl).toMatchObject({ rbid: 1, lastWrite: { lastWriteDate: expect.anything() } });
});

test('$currentOp lists itself, and is asked of admin alone', async () => {
  const pipeline = [{ $currentOp: {} }, { $match: { active: true } }];
  const reply = await ask({ aggregate: 1, pipeline, cursor: {} }, 'admin');
  expect((reply.cursor as Doc).firstBatch).toMatchObject([
    { type: 'op', op: 'command', command: { pipeline } },
  ]);
  expect(await ask({ aggregate: 1, pipeline, cursor: {} })).toMatchObject({ ok: 0, code: 73 });
});

test('failCommand strikes the application that it names, and no other', async () => {
  const named = await Client.connect(member.port);
  await named.command('admin', { isMaster: 1, client: { application: { name: 'app' } } });
  await failPoint('failCommand', 'alwaysOn', { failCommands: ['ping'], errorCode: 91, appName: 'app' });
  expect(await named.command('t', { ping: 1 })).toMatchObject({ code: { value: 91 } });
  expect(await ask({ ping: 1 })).toMatchObject({ ok: 1 });
  await failPoint('failCommand', 'off');
  named.close();
});

test('failCommand knows a command by its other name', async () => {
  for (const [known, sent] of [
    ['isMaster', 'ismaster'],
    ['findandmodify', 'findAndModify'],
  ] as const) {
    await failPoint('failCommand', { times: 1 }, { failCommands: [known], errorCode: 91 });
    expect(await ask({ [sent]: 1 }), sent).toMatchObject({ ok: 0, code: 91 });
  }
  await failPoint('failCommand', { times: 1 }, { failCommands: ['isMaster'], errorCode: 91 });
  expect(await ask({ hello: 1 }), 'another command').toMatchObject({ ok: 1 });
  await failPoint('failCommand', 'off');
});

test('maxTimeAlwaysTimeOut strikes what has a maxTimeMS', async () => {
  await failPoint('maxTimeAlwaysTimeOut', 'alwaysOn');
  expect(await ask({ find: 'c', maxTimeMS: 5000 })).toMatchObject({ ok: 0, code: 50 });
  expect(await ask({ insert: 'c', documents: [{}], maxTimeMS: 5000 })).toMatchObject({ ok: 0, code: 50 });
  expect(await ask({ find: 'c' })).toMatchObject({ ok: 1, cursor: { firstBatch: [] } });
  expect(await ask({ find: 'c', maxTimeMS: 0 })).toMatchObject({ ok: 1 });
  await failPoint('maxTimeAlwaysTimeOut', 'off');
});

test('a cluster time that is none is refused, and one that cannot be', async () => {
  const signature = { hash: new Binary(Buffer.alloc(20)), keyId: Long.ZERO };
  const at = (seconds: number): Timestamp => new Timestamp({ t: seconds, i: 1 });
  const now = Math.floor(Date.now() / 1000);
  const codeFor = async ($clusterTime: unknown): Promise<unknown> =>
    (await ask({ ping: 1, $clusterTime })).code;
  expect(await codeFor({ clusterTime: at(now), signature })).toBeUndefined();
  expect(await codeFor({ signature })).toBe(4);
  expect(await codeFor({ clusterTime: 5, signature })).toBe(14);
  expect(await codeFor({ clusterTime: at(now) })).toBe(4);
  expect(await codeFor({ clusterTime: at(now), signature: 1 })).toBe(14);
  expect(await codeFor({ clusterTime: at(now + 2 * 366 * 86_400), signature })).toBe(205);
});

test('options of an index are kept as they are given', async () => {
  const indexes = [
    { key: { a: 1 }, name: 'a', background: false, sparse: false, unique: false },
    { key: { b: 1 }, name: 'b', background: true, sparse: true },
  ];
  await ask({ createIndexes: 'c', indexes });
  const { cursor } = (await ask({ listIndexes: 'c' })) as { cursor: Doc };
  expect((cursor.firstBatch as Doc[]).slice(1)).toEqual([
    { v: 2, key: { a: 1 }, name: 'a', background: false, sparse: false },
    { v: 2, key: { b: 1 }, name: 'b', background: true, sparse: true },
  ]);
  const again = { createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a' }] };
  expect(await ask(again)).toMatchObject({ ok: 1, note: 'all indexes already exist' });
});

test('an exhaust cursor sends batch after batch until it ends', async () => {
  const documents = [1, 2, 3, 4, 5].map((_id) => ({ _id }));
  await ask({ insert: 'c', documents });
  const first = await client.command('t', { find: 'c', batchSize: 1 });
  const cmd = { getMore: (first.cursor as Doc).id, collection: 'c', batchSize: 2, $db: 't' };
  const replies = await streamed(encode({ ...cmd, getMore: BigInt(String(cmd.getMore)) }));
  expect(replies.map((r) => ((r.cursor as Doc).nextBatch as Doc[]).length)).toEqual([2, 2, 0]);
  expect(replies.map((r) => String((r.cursor as Doc).id) === '0')).toEqual([false, false, true]);
});
