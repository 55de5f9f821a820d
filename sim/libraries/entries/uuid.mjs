/** v7 goes up, also within a millisecond. */
import assert from 'node:assert/strict';
import { v4, v7, version } from 'uuid-14';

const sevens = Array.from({ length: 50 }, () => v7());
assert.deepEqual([...sevens].sort(), sevens);
assert.deepEqual([v4(), v7()].map(version), [4, 7]);
console.log(v4(), sevens[49], crypto.randomUUID());
if (process.env.ROLE === 'client') console.log('done');
