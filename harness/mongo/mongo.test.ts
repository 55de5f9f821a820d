import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { BSON } from 'mongodb';
import { expect, test } from 'vitest';
import { deployment, redacted } from './deployment.ts';
import { isDatabaseSpec, NoDatabase, openDatabase } from './index.ts';

test('where a database may come from', () => {
  for (const spec of ['auto', 'model', 'memory-server', 'mongodb://a', 'mongodb+srv://a.b'])
    expect(isDatabaseSpec(spec), spec).toBe(true);
  for (const spec of ['', 'oracle', 'mongodb://', 'http://a']) expect(isDatabaseSpec(spec), spec).toBe(false);
});

test('the model runs as a process, says that it is one, and goes away', async () => {
  const database = await openDatabase('model', () => {});
  expect(database).toMatchObject({ source: 'model', members: 1 });
  expect(database.description).toContain('own model of MongoDB 8.0');
  // Also when it is found behind a URI.
  expect((await deployment(database.uri)).source).toBe('model');
  await database.stop();
  await expect(deployment(`${database.uri}&serverSelectionTimeoutMS=300`)).rejects.toThrow(NoDatabase);
});

test('a server that is no replica set is refused, with what to do about it', async () => {
  const standalone = createServer((socket) =>
    socket.on('data', (request) => socket.write(standaloneReply(request))),
  );
  await new Promise<void>((resolve) => standalone.listen(0, '127.0.0.1', resolve));
  const { port } = standalone.address() as AddressInfo;
  await expect(deployment(`mongodb://127.0.0.1:${port}/`)).rejects.toThrow(/is no replica set.*rs\.initiate/);
  standalone.close();
});

/** What a standalone server says to whatever it is asked, as far as this needs it. */
function standaloneReply(request: Buffer): Buffer {
  const OP = { reply: 1, query: 2004, message: 2013 };
  const isQuery = request.readInt32LE(12) === OP.query;
  const body = BSON.serialize({
    ok: 1,
    isWritablePrimary: true,
    ismaster: true,
    minWireVersion: 0,
    maxWireVersion: 9,
    version: '4.4.0',
  });
  // A reply to a query has flags, a cursor, a position and a count before its document; a message flags and a kind.
  const before = isQuery ? Buffer.alloc(20) : Buffer.alloc(5);
  if (isQuery) before.writeInt32LE(1, 16);
  const head = Buffer.alloc(16);
  head.writeInt32LE(16 + before.length + body.length, 0);
  head.writeInt32LE(request.readInt32LE(4), 8);
  head.writeInt32LE(isQuery ? OP.reply : OP.message, 12);
  return Buffer.concat([head, before, body]);
}

test('a deployment that does not answer is told in one line, without its password', async () => {
  const closed = createServer();
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
  const { port } = closed.address() as AddressInfo;
  await new Promise((resolve) => closed.close(resolve));
  const uri = `mongodb://me:secret@127.0.0.1:${port}/?serverSelectionTimeoutMS=300`;
  const failure = await deployment(uri).catch((error: Error) => error);
  expect(failure).toBeInstanceOf(NoDatabase);
  expect((failure as Error).message).toContain('does not answer');
  expect((failure as Error).message).not.toContain('secret');
  expect(redacted(uri)).toContain('//***@127.0.0.1');
});
