import assert from 'node:assert/strict';
import { customAlphabet, nanoid } from 'nanoid';

const ids = [nanoid(), nanoid(8), customAlphabet('ab', 5)()];
assert.match(ids.join(' '), /^[\w-]{21} [\w-]{8} [ab]{5}$/);
console.log(...ids);
if (process.env.ROLE === 'client') console.log('done');
