import { afterAll, expect, test } from 'vitest';
import { Project, runPrograms } from './lab.ts';

const projects: Project[] = [];
afterAll(() => {
  for (const made of projects) made.remove();
});

async function run(main: string, thread: string, more: Record<string, string> = {}) {
  const made = new Project({ 'main.mjs': main, 'thread.mjs': thread, ...more });
  projects.push(made);
  const result = await runPrograms({ programs: { a: await made.bundle('main.mjs') }, checkOwners: true });
  return { ...result, folder: made.folder };
}

const HEAD = `import { once } from 'node:events';
  import { Worker } from 'node:worker_threads';
  const make = (options) => new Worker(new URL('./thread.mjs', import.meta.url), options);`;

test('a thread has modules, globals, arguments and an environment of its own', async () => {
  const { lines, failure } = await run(
    `${HEAD}
     import * as counter from './counter.cjs';
     counter.default.n = 5; globalThis.mine = 1; process.env.A = 'main';
     const worker = make({ workerData: { shared: new SharedArrayBuffer(4), map: new Map([[1, 2]]) }, argv: ['x'], env: { A: 'thread' } });
     worker.postMessage('early');
     console.log(...(await once(worker, 'message')), worker.threadId, process.env.A);
     worker.on('exit', (code) => console.log('exit', code));
     worker.postMessage('end');`,
    `import { parentPort, workerData, threadId, isMainThread } from 'node:worker_threads';
     import counter from './counter.cjs';
     parentPort.on('message', (text) => {
       if (text === 'end') process.exit(3);
       parentPort.postMessage([text, counter.n, typeof mine, process.argv[2], process.env.A, threadId, isMainThread,
         workerData.map.get(1), workerData.shared instanceof SharedArrayBuffer].join(' '));
     });`,
    { 'counter.cjs': 'exports.n = 0;' },
  );
  expect(failure).toBeNull();
  expect(lines).toEqual(['a: early 0 undefined x thread 1 false 2 true 1 main', 'a: exit 3']);
});

test.each([
  ['as it loads', `throw new Error('oh');`],
  ['in a timer', `setTimeout(() => { throw new Error('oh'); }, 5);`],
  ['in a promise', `Promise.reject(new Error('oh'));`],
])('what goes wrong %s is told to who made it, and to nobody else', async (_when, thread) => {
  const { lines, exits } = await run(
    `${HEAD}
     const worker = make();
     worker.on('error', (error) => console.log(error.message)).on('exit', (code) => console.log(code));
     setTimeout(() => console.log('goes on'), 1000);`,
    thread,
  );
  expect(lines).toEqual(['a: oh', 'a: 1', 'a: goes on']);
  expect(exits).toEqual({});
});

test('what a thread does last before it exits is heard', async () => {
  const { lines } = await run(
    `${HEAD}
     const shared = new Int32Array(new SharedArrayBuffer(8));
     const worker = make({ workerData: shared });
     worker.on('message', (text) => console.log(text)).on('exit', (code) => console.log('exit', code));
     console.log(await Atomics.waitAsync(shared, 0, 0).value);`,
    `import { parentPort, workerData } from 'node:worker_threads';
     setTimeout(() => {
       Atomics.notify(workerData, 0);
       parentPort.postMessage('result');
       process.exit(0);
     }, 10);`,
  );
  expect(lines).toEqual(['a: ok', 'a: result', 'a: exit 0']);
});

test('nothing of a thread goes on once it was terminated', async () => {
  const { lines } = await run(
    `${HEAD}
     const worker = make();
     await once(worker, 'message');
     console.log(await worker.terminate());`,
    `import { parentPort } from 'node:worker_threads';
     setInterval(() => console.log('tick'), 100);
     setTimeout(() => parentPort.postMessage('now'), 150);`,
  );
  expect(lines).toEqual(['a: tick', 'a: 1']);
});

test('threads wait for shared memory; nobody stands still for it', async () => {
  const { lines, failure, folder } = await run(
    `${HEAD}
     const shared = new Int32Array(new SharedArrayBuffer(8));
     make({ workerData: shared });
     console.log(await Atomics.waitAsync(shared, 0, 0).value, Atomics.load(shared, 0));
     const from = Date.now();
     console.log(await Atomics.waitAsync(shared, 1, 0, 200).value, Date.now() - from, Atomics.wait(shared, 1, 0, 200));
     Atomics.wait(shared, 1, 0);`,
    `import { workerData } from 'node:worker_threads';
     setTimeout(() => { Atomics.store(workerData, 0, 7); Atomics.notify(workerData, 0); }, 100);`,
  );
  expect(lines.slice(0, 2)).toEqual(['a: ok 7', 'a: timed-out 200 timed-out']);
  expect(failure?.message).toBe('a reached for Atomics.wait without an end, which is real');
  expect(failure?.stack).toContain(`${folder}/main.mjs:`);
});

test('who is woken at the last moment leaves the others waiting', async () => {
  const { lines } = await run(
    `const shared = new Int32Array(new SharedArrayBuffer(4));
     setTimeout(() => Atomics.notify(shared, 0, 1), 100);
     const wait = (timeoutMs) => Atomics.waitAsync(shared, 0, 0, timeoutMs).value;
     wait(100).then((how) => console.log('first', how));
     wait().then((how) => console.log('second', how));
     setTimeout(() => console.log(Atomics.notify(shared, 0)), 200);`,
    '',
  );
  expect(lines).toEqual(['a: first ok', 'a: 1', 'a: second ok']);
});

test('import() that is hidden from a compiler is the program’s all the same', async () => {
  const { lines } = await run(
    `import hidden from './hidden.cjs';
     console.log((await hidden('./thread.mjs')).answer);`,
    'export const answer = 42;',
    { 'hidden.cjs': `module.exports = new Function('name', 'return import(name)');` },
  );
  expect(lines).toEqual(['a: 42']);
});
