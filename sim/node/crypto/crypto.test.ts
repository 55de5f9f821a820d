import '../install.ts';
import crypto, { type KeyObject, type webcrypto } from 'node:crypto';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { runtime } from '../../world/runtime.ts';
import { inHost, runInHost } from '../in-host.ts';

const { subtle } = crypto.webcrypto;
const data = Buffer.from('one order, please');
type Pair = webcrypto.CryptoKeyPair;
/** Promised, whatever its types say. */
const promised = (form: unknown) => promisify(form as () => void) as (...args: unknown[]) => Promise<never>;
const hex = (bytes: ArrayBuffer | Uint8Array) => Buffer.from(bytes as Uint8Array).toString('hex');

/** Like a request that hashes a password: each takes its time, and nothing may go on as another host. */
const work: Record<string, () => Promise<string>> = {
  scrypt: async () => hex((await promised(crypto.scrypt)('secret', 'salt', 32)) as never),
  'scrypt with options': () =>
    new Promise((resolve, reject) =>
      crypto.scrypt('secret', 'salt', 32, { N: 1024 }, (error, key) =>
        error ? reject(error) : resolve(hex(key)),
      ),
    ),
  pbkdf2: async () => hex(await promisify(crypto.pbkdf2)('secret', 'salt', 1000, 32, 'sha256')),
  hkdf: async () => hex(await promisify(crypto.hkdf)('sha256', 'key', 'salt', 'info', 32)),
  sign: async () => {
    const key = crypto.createPrivateKey({
      key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 7)]),
      format: 'der',
      type: 'pkcs8',
    });
    return hex((await promised(crypto.sign)(null, data, key)) as never);
  },
  digest: async () => hex(await subtle.digest('SHA-256', data)),
  hmac: async () => {
    const key = await subtle.importKey('raw', Buffer.alloc(32, 1), { name: 'HMAC', hash: 'SHA-512' }, false, [
      'sign',
      'verify',
    ]);
    const signature = await subtle.sign('HMAC', key, data);
    return hex(signature) + (await subtle.verify('HMAC', key, signature, data));
  },
  'aes-gcm': async () => {
    const key = await subtle.importKey('raw', Buffer.alloc(32, 1), 'AES-GCM', true, ['encrypt', 'decrypt']);
    const how = { name: 'AES-GCM', iv: Buffer.alloc(12, 3), additionalData: Buffer.from('x') };
    const secret = await subtle.encrypt(how, key, data);
    return (
      hex(secret) + hex(await subtle.decrypt(how, key, secret)) + hex(await subtle.exportKey('raw', key))
    );
  },
  'aes-kw': async () => {
    const by = await subtle.importKey('raw', Buffer.alloc(16, 1), 'AES-KW', true, ['wrapKey', 'unwrapKey']);
    const key = await subtle.importKey('raw', Buffer.alloc(32, 2), 'AES-CBC', true, ['encrypt']);
    const wrapped = await subtle.wrapKey('raw', key, by, 'AES-KW');
    const again = await subtle.unwrapKey('raw', wrapped, by, 'AES-KW', 'AES-CBC', true, ['encrypt']);
    return hex(wrapped) + hex(await subtle.exportKey('raw', again));
  },
  'pbkdf2 of subtle': async () => {
    const key = await subtle.importKey('raw', data, 'PBKDF2', false, ['deriveBits', 'deriveKey']);
    const how = { name: 'PBKDF2', salt: Buffer.from('salt'), iterations: 1000, hash: 'SHA-256' };
    const derived = await subtle.deriveKey(how, key, { name: 'AES-GCM', length: 256 }, true, ['encrypt']);
    return hex(await subtle.deriveBits(how, key, 256)) + hex(await subtle.exportKey('raw', derived));
  },
};

describe('work that Node gives to a thread', () => {
  test.each(Object.keys(work))('%s gives what Node gives, and goes on as its host', async (name) => {
    const once = await runInHost(async () => {
      const result = await work[name]!();
      expect(runtime.host?.name).toBe('a');
      return result;
    });
    expect(once.error).toBeUndefined();
    expect(once.value).toBe(await work[name]!());
    expect((await runInHost(work[name]!)).hash).toBe(once.hash);
  });

  test('ends in the order in which it was asked for', async () => {
    const order = await inHost(async () => {
      const order: string[] = [];
      const done = (name: string) => () => order.push(name);
      await Promise.all([
        promisify(crypto.pbkdf2)('a', 'b', 50_000, 32, 'sha512').then(done('slow')),
        promisify(crypto.pbkdf2)('a', 'b', 1, 32, 'sha1').then(done('fast')),
        promisify(crypto.pbkdf2)('a', 'b', 2, 32, 'sha1').then(done('last')),
      ]);
      return order;
    });
    expect(order).toEqual(['slow', 'fast', 'last']);
  });

  test('says at once what was asked wrongly', async () => {
    const { error } = await runInHost(async () => crypto.pbkdf2('a', 'b', -1, 32, 'sha1', () => {}));
    expect(error).toMatchObject({ code: 'ERR_OUT_OF_RANGE' });
  });
});

describe('keys and signatures', () => {
  const pairs: [string, string, object][] = [
    ['rsa', 'sha256', { modulusLength: 1024 }],
    ['ec', 'sha256', { namedCurve: 'P-256' }],
    ['ec', 'sha512', { namedCurve: 'secp384r1' }],
    ['ec', 'sha256', { namedCurve: 'secp521r1' }],
    ['ed25519', '', {}],
  ];
  test.each(pairs)('%s with %s is drawn from the seed, and real', async (type, hash, options) => {
    const make = async () => {
      const { privateKey, publicKey } = (await promised(crypto.generateKeyPair)(type, options)) as never as {
        privateKey: KeyObject;
        publicKey: KeyObject;
      };
      const signature = crypto.sign(hash || null, data, privateKey);
      return { signature: hex(signature), pem: publicKey.export({ format: 'pem', type: 'spki' }) };
    };
    const { signature, pem } = await inHost(make);
    expect(await inHost(make)).toEqual({ signature, pem });
    expect(await inHost(make, 'b')).not.toEqual({ signature, pem });
    const bytes = Buffer.from(signature, 'hex');
    expect(crypto.verify(hash || null, data, pem, bytes)).toBe(true);
    expect(crypto.verify(hash || null, Buffer.from('another'), pem, bytes)).toBe(false);
  });

  test('PSS, the older way of signing, and encryption for a public key', async () => {
    const make = async () => {
      const { privateKey, publicKey } = crypto.generateKeyPairSync('rsa', { modulusLength: 1024 });
      const ec = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const padding = crypto.constants.RSA_PKCS1_PSS_PADDING;
      const pss = crypto.sign('sha256', data, { key: privateKey, padding, saltLength: 32 });
      const old = crypto.createSign('SHA256').update(data).sign(ec.privateKey, 'hex');
      const oaep = crypto.publicEncrypt(publicKey, data);
      return { privateKey, publicKey, pss, old, oaep, ec };
    };
    const one = await inHost(make);
    const two = await inHost(make);
    for (const part of ['pss', 'old', 'oaep'] as const) expect(one[part]).toEqual(two[part]);
    const padding = crypto.constants.RSA_PKCS1_PSS_PADDING;
    expect(crypto.verify('sha256', data, { key: one.publicKey, padding }, one.pss)).toBe(true);
    expect(crypto.createVerify('SHA256').update(data).verify(one.ec.publicKey, one.old, 'hex')).toBe(true);
    expect(crypto.privateDecrypt(one.privateKey, one.oaep)).toEqual(data);
  });

  const algorithms: [object, string[]][] = [
    [{ name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }, ['sign', 'verify']],
    [
      {
        name: 'RSA-PSS',
        modulusLength: 1024,
        publicExponent: new Uint8Array([1, 0, 1]),
        hash: 'SHA-256',
        saltLength: 32,
      },
      ['sign', 'verify'],
    ],
    [
      {
        name: 'RSASSA-PKCS1-v1_5',
        modulusLength: 1024,
        publicExponent: new Uint8Array([1, 0, 1]),
        hash: 'SHA-256',
      },
      ['sign', 'verify'],
    ],
    [{ name: 'Ed25519' }, ['sign', 'verify']],
  ];
  test.each(algorithms)('of Web Crypto: %o', async (algorithm, usages) => {
    const make = async () => {
      const pair = (await subtle.generateKey(algorithm as never, true, usages as never)) as never as Pair;
      const signature = await subtle.sign(algorithm as never, pair.privateKey, data);
      return { signature: hex(signature), publicKey: pair.publicKey, host: runtime.host?.name };
    };
    const one = await inHost(make);
    expect(one.host).toBe('a');
    expect((await inHost(make)).signature).toBe(one.signature);
    expect(
      await subtle.verify(algorithm as never, one.publicKey, Buffer.from(one.signature, 'hex'), data),
    ).toBe(true);
  });

  test('a key that cannot be drawn is refused by name', async () => {
    const { world } = await runInHost(async () =>
      crypto.generateKeyPairSync('dsa' as 'rsa', { modulusLength: 1024 }),
    );
    expect(world.failure?.message).toBe('a reached for a key of type dsa, which is real');
  });
});
