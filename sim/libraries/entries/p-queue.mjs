import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import PQueue from 'p-queue';

const queue = new PQueue({ concurrency: 2, interval: 100, intervalCap: 3 });
const order = [];
const from = Date.now();
await queue.addAll([30, 10, 20, 5].map((ms) => async () => order.push(await setTimeout(ms, ms))));
assert.deepEqual(order, [10, 30, 20, 5]);
assert.ok(Date.now() - from >= 100);
if (process.env.ROLE === 'client') console.log('done');
