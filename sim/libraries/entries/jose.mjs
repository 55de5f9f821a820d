/** Keys that are made, a set of keys that is fetched, tokens that expire by the world's clock. */
import assert from 'node:assert/strict';
import http from 'node:http';
import { setTimeout } from 'node:timers/promises';
import {
  createRemoteJWKSet,
  EncryptJWT,
  exportJWK,
  generateKeyPair,
  jwtDecrypt,
  jwtVerify,
  SignJWT,
} from 'jose';

const { ROLE, PEER } = process.env;
if (ROLE === 'server') {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256' };
  http
    .createServer(async (request, response) => {
      if (request.url === '/keys') return response.end(JSON.stringify({ keys: [jwk] }));
      const token = new SignJWT({ who: 'me' }).setProtectedHeader({ alg: 'ES256', kid: 'one' });
      response.end(await token.setIssuedAt().setExpirationTime('2s').sign(privateKey));
    })
    .listen(3000);
} else {
  const keys = createRemoteJWKSet(new URL(`http://${PEER}:3000/keys`));
  const token = await (await fetch(`http://${PEER}:3000/token`)).text();
  assert.equal((await jwtVerify(token, keys)).payload.who, 'me');
  await setTimeout(3000);
  await assert.rejects(jwtVerify(token, keys), { code: 'ERR_JWT_EXPIRED' });
  const secret = new Uint8Array(32).fill(1);
  const sealed = await new EncryptJWT({ a: 1 })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(secret);
  assert.equal((await jwtDecrypt(sealed, secret)).payload.a, 1);
  console.log(token, sealed);
  console.log('done');
}
