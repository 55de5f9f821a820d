/** What hosts of one process once shared, and with processes of their own no longer do. */
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type LabOptions, Project, runPrograms } from './lab.ts';
import type { Program } from './program.ts';

const projects: Project[] = [];
/** A project that has the packages of this one. */
const bundle = (source: string, files: Record<string, string> = {}): Promise<Program> => {
  const made = new Project({ 'main.mjs': source, ...files });
  symlinkSync(
    path.resolve(import.meta.dirname, '../../../node_modules'),
    path.join(made.folder, 'node_modules'),
  );
  projects.push(made);
  return made.bundle('main.mjs');
};
afterAll(() => {
  for (const made of projects) made.remove();
});

const run = (options: LabOptions) => runPrograms({ checkOwners: true, ...options });

test('ObjectIds count by process, so that their order is not that in which they were made', async () => {
  const program = await bundle(`
    import { ObjectId } from 'bson';
    for (let i = 0; i < 4; i++) {
      console.log(new ObjectId().toHexString());
      await new Promise((resolve) => setTimeout(resolve, 10 + Math.random()));
    }`);
  const { lines, failure } = await run({ programs: { a: program, b: program } });
  expect(failure).toBeNull();
  const made = lines.map((line) => line.slice(3));
  expect(new Set(made.map((id) => id.slice(8, 18))).size).toBe(2);
  // A poller that asks for what is above the last it saw never sees the others.
  expect([...made].sort()).not.toEqual(made);
  const ofOne = made.filter((id) => id.slice(8, 18) === made[0]!.slice(8, 18));
  expect([...ofOne].sort()).toEqual(ofOne);
});

test('a promise kept at module level is each process of its own', async () => {
  const server = await bundle(`
    import net from 'node:net';
    net.createServer((socket) => socket.pipe(socket)).listen(5000);`);
  const client = await bundle(
    `
    import { getConnection } from './connection.js';
    setTimeout(async () => {
      const socket = await getConnection();
      socket.once('data', (data) => console.log(String(data), process.env.HOSTNAME));
      socket.write(process.env.HOSTNAME);
    }, 5);`,
    {
      'connection.js': `
      import net from 'node:net';
      let ready;
      const connect = () => new Promise((resolve) => {
        const socket = net.connect(5000, 'server', () => resolve(socket));
      });
      export const getConnection = () => (ready ??= connect());`,
    },
  );
  const { lines, failure } = await run({ programs: { server, a: client, b: client } });
  expect(failure).toBeNull();
  expect([...lines].sort()).toEqual(['a: a a', 'b: b b']);
});

test('the silent death of one client leaves the connections of another alone', async () => {
  const server = await bundle(`
    import http from 'node:http';
    http.createServer((request, response) => setTimeout(() => response.end('ok'), 20)).listen(80);`);
  const client = await bundle(`
    for (let n = 1; ; n++) {
      const answers = Array.from({ length: 5 }, () => fetch('http://server/').then((r) => r.text()));
      await Promise.all(answers);
      console.log(n);
    }`);
  const { lines, failure } = await run({
    programs: { server, dies: client, lives: client },
    forMs: 600,
    plan: (world) => void world.after(200, 'crash', () => world.host('dies').crash(false)),
  });
  expect(failure).toBeNull();
  expect(lines.filter((line) => line.startsWith('lives')).length).toBeGreaterThan(15);
});

test('what libraries keep at module level does not outlive a run: warm is as fresh', async () => {
  const source = `
    import { nanoid } from 'nanoid';
    import { v4, v7 } from 'uuid';
    const ids = [];
    for (let i = 0; i < 30; i++) {
      ids.push(nanoid(), v4(), v7());
      if (i % 10 === 9) await new Promise((resolve) => setTimeout(resolve, Math.random() * 10));
    }
    console.log(ids.join());`;
  const program = await bundle(source);
  const options = { programs: { a: program, b: program } };
  const fresh = await run(options);
  const other = await run({ ...options, seed: 'b' });
  const warm = await run(options);
  const read = await bundle(source);
  const again = await run({ programs: { a: read, b: read }, drain: 'immediate' });
  expect(fresh.failure).toBeNull();
  expect(other.hash).not.toBe(fresh.hash);
  for (const { lines, hash } of [warm, again]) {
    expect(lines).toEqual(fresh.lines);
    expect(hash).toBe(fresh.hash);
  }
});

test('a service that starts on import has as many instances as are wanted', async () => {
  const service = await bundle(`
    import express from 'express';
    const app = express();
    let handled = 0;
    app.get('/', (request, response) => response.json({ by: process.env.HOSTNAME, handled: ++handled }));
    app.listen(3000);`);
  const client = await bundle(`
    for (const host of ['a', 'b', 'a']) console.log(await (await fetch('http://' + host + ':3000/')).text());`);
  const { lines, failure } = await run({ programs: { a: service, b: service, client } });
  expect(failure).toBeNull();
  expect(lines).toEqual([
    'client: {"by":"a","handled":1}',
    'client: {"by":"b","handled":1}',
    'client: {"by":"a","handled":2}',
  ]);
});
