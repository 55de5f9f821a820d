import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { promisify } from 'node:util';
import jwt from 'jsonwebtoken';

const token = jwt.sign({ who: 'me' }, 'a secret', { expiresIn: '1s' });
assert.equal(jwt.verify(token, 'a secret').who, 'me');
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const signed = await promisify(jwt.sign)({ n: 1 }, privateKey, { algorithm: 'RS256' });
assert.equal((await promisify(jwt.verify)(signed, publicKey)).n, 1);
setTimeout(() => {
  assert.throws(() => jwt.verify(token, 'a secret'), { name: 'TokenExpiredError' });
  console.log(token, signed);
  if (process.env.ROLE === 'client') console.log('done');
}, 2000);
