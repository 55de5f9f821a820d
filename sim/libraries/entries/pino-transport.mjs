/** Lines go through a thread: to standard output, and to a file of the host. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import pino from 'pino';

const transport = pino.transport({
  targets: [
    { target: 'pino/file', options: { destination: 1 } },
    { target: 'pino/file', options: { destination: '/tmp/log.txt' } },
  ],
});
const log = pino(transport);
log.info({ role: process.env.ROLE }, 'hello');
setTimeout(() => {
  assert.match(readFileSync('/tmp/log.txt', 'utf8'), /"msg":"hello"/);
  if (process.env.ROLE === 'client') console.log('done');
}, 1000);
