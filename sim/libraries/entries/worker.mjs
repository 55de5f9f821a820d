import assert from 'node:assert/strict';
import { once } from 'node:events';
import { isMainThread, parentPort, threadId, Worker, workerData } from 'node:worker_threads';

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url), { workerData: { base: 40 } });
  await once(worker, 'online');
  worker.postMessage(2);
  assert.deepEqual(await once(worker, 'message'), [42]);
  assert.equal(await worker.terminate(), 1);
  if (process.env.ROLE === 'client') console.log('done');
} else {
  assert.notEqual(threadId, 0);
  parentPort.on('message', (n) => parentPort.postMessage(workerData.base + n));
}
