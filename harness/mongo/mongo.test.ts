import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
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
  expect(database.description).toContain('own model of MongoDB 4.4');
  // Also when it is found behind a URI.
  expect((await deployment(database.uri)).source).toBe('model');
  await database.stop();
  await expect(deployment(`${database.uri}&serverSelectionTimeoutMS=300`)).rejects.toThrow(NoDatabase);
});

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
