import assert from 'node:assert/strict';
import bcrypt from 'bcryptjs';

const hash = await bcrypt.hash('a password', 4);
assert.equal(await bcrypt.compare('a password', hash), true);
assert.equal(await bcrypt.compare('another', hash), false);
console.log(hash);
if (process.env.ROLE === 'client') console.log('done');
