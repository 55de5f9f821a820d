/** What belongs to a request stays with it, over timers, sockets, files, threads and other requests. */
import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { EventEmitter } from 'node:events';
import { readFile } from 'node:fs';
import http from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { gzip } from 'node:zlib';

const { ROLE, PEER } = process.env;
const storage = new AsyncLocalStorage();
const seen = () => storage.getStore()?.id ?? 'none';
const within = (begin) => new Promise((resolve) => begin(() => resolve(seen())));

async function everyWay() {
  const once = new EventEmitter();
  return [
    await within((then) => setTimeout(then, 5)),
    await within((then) => setImmediate(then)),
    await within((then) => process.nextTick(then)),
    await within((then) => queueMicrotask(then)),
    await within((then) => gzip('text', then)),
    await within((then) => readFile(new URL(import.meta.url), then)),
    await within((then) => {
      once.on('it', then);
      setTimeout(() => once.emit('it'), 1);
    }),
    await pause(3).then(seen),
    await within((then) => {
      const timer = setInterval(() => {
        clearInterval(timer);
        then();
      }, 2);
    }),
  ];
}

if (ROLE === 'server') {
  http
    .createServer((request, response) => {
      storage.run({ id: request.url }, async () => {
        const ways = await everyWay();
        request.on('end', () => response.end(JSON.stringify([...ways, seen()]))).resume();
      });
    })
    .listen(3000);
  setInterval(() => assert.equal(seen(), 'none'), 1);
} else {
  const answers = ['/a', '/b'].map((path) =>
    storage.run({ id: path }, async () => {
      const viaFetch = await (await fetch(`http://${PEER}:3000${path}`)).json();
      assert.equal(seen(), path);
      const viaHttp = await new Promise((resolve) => {
        http.get({ host: PEER, port: 3000, path }, (response) => {
          let text = '';
          response.on('data', (chunk) => {
            text += chunk;
          });
          response.on('end', () => resolve([seen(), JSON.parse(text)]));
        });
      });
      assert.deepEqual(viaHttp, [path, viaFetch]);
      return [...new Set(viaFetch)];
    }),
  );
  assert.deepEqual(await Promise.all(answers), [['/a'], ['/b']]);
  storage.enterWith({ id: 'entered' });
  setTimeout(() => {
    assert.equal(seen(), 'entered');
    console.log('done');
  }, 1);
  await null;
}
