/**
 * SCRAM, the server's side (RFC 5802, 7677): what is kept of a password, and the conversation in which a client shows that
 * it knows it. The driver's first message often comes with its hello.
 */
import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Doc } from '../bson/values.ts';
import { fail } from '../errors.ts';

export const MECHANISMS = ['SCRAM-SHA-1', 'SCRAM-SHA-256'] as const;
export type Mechanism = (typeof MECHANISMS)[number];

export const isMechanism = (name: unknown): name is Mechanism => MECHANISMS.includes(name as Mechanism);

/** As the server has them. */
const PARAMETERS = {
  'SCRAM-SHA-1': { hash: 'sha1', iterations: 10_000, saltBytes: 16, keyBytes: 20 },
  'SCRAM-SHA-256': { hash: 'sha256', iterations: 15_000, saltBytes: 28, keyBytes: 32 },
} as const;

/** What is kept for one mechanism, as it stands in the user's document. */
export interface Credentials extends Doc {
  iterationCount: number;
  salt: string;
  storedKey: string;
  serverKey: string;
}

/** `digested`: the password is given as the digest that SCRAM-SHA-1 is made from. */
export function credentialsFor(
  mechanism: Mechanism,
  user: string,
  password: string,
  digested: boolean,
): Credentials {
  const { hash, iterations, saltBytes, keyBytes } = PARAMETERS[mechanism];
  const secret =
    mechanism === 'SCRAM-SHA-256' ? prepared(password) : digested ? password : digestOf(user, password);
  const salt = randomBytes(saltBytes);
  const salted = pbkdf2Sync(secret, salt, iterations, keyBytes, hash);
  const clientKey = hmac(hash, salted, 'Client Key');
  return {
    iterationCount: iterations,
    salt: salt.toString('base64'),
    storedKey: createHash(hash).update(clientKey).digest('base64'),
    serverKey: hmac(hash, salted, 'Server Key').toString('base64'),
  };
}

const digestOf = (user: string, password: string): string =>
  createHash('md5').update(`${user}:mongo:${password}`).digest('hex');

/** SASLprep (RFC 4013), but for its rules on directions of writing. */
function prepared(password: string): string {
  if (password === '') fail(50687, 'Error preflighting UTF-8 conversion: U_STRING_NOT_TERMINATED_WARNING');
  const mapped = password
    .replace(/\p{Zs}/gu, ' ')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .normalize('NFKC');
  if (/[\p{Cc}\p{Co}\p{Cs}\p{Noncharacter_Code_Point}\ufff9-\ufffd]/u.test(mapped))
    fail(50692, 'Error preflighting normalization: U_STRINGPREP_PROHIBITED_ERROR');
  return mapped;
}

const hmac = (hash: string, key: Buffer, text: string): Buffer => createHmac(hash, key).update(text).digest();

/** The fields of a message, by their letter. */
function fieldsOf(message: string): Map<string, string> {
  return new Map(message.split(',').map((part) => [part.slice(0, 1), part.slice(2)]));
}

/** Whoever is not who they say learns nothing but that. */
export const refuse = (): never => fail(18, 'Authentication failed.');

export class Conversation {
  readonly user: string;
  private readonly mechanism: Mechanism;
  private readonly credentials: Credentials;
  private readonly first: string;
  private readonly answer: string;
  private readonly nonce: string;

  /** Begins with the client's first message. Throws AuthenticationFailed. */
  constructor(
    mechanism: Mechanism,
    message: string,
    credentialsOf: (user: string) => Credentials | undefined,
  ) {
    this.mechanism = mechanism;
    // No channel binding, and nobody speaks for another.
    if (!/^[ny],(a=[^,]*)?,n=[^,]+,r=[^,]+$/.test(message)) refuse();
    this.first = message.slice(message.indexOf(',n=') + 1);
    const fields = fieldsOf(this.first);
    this.user = fields.get('n')!.replaceAll('=2C', ',').replaceAll('=3D', '=');
    this.credentials = credentialsOf(this.user) ?? refuse();
    this.nonce = fields.get('r')! + randomBytes(24).toString('base64');
    const { salt, iterationCount } = this.credentials;
    this.answer = `r=${this.nonce},s=${salt},i=${iterationCount}`;
  }

  /** The server's first message. */
  get challenge(): string {
    return this.answer;
  }

  /** The server's last message in answer to the client's. Throws AuthenticationFailed. */
  finish(message: string): string {
    const fields = fieldsOf(message);
    const proof = Buffer.from(fields.get('p') ?? '', 'base64');
    const storedKey = Buffer.from(this.credentials.storedKey, 'base64');
    if (fields.get('r') !== this.nonce || proof.length !== storedKey.length) return refuse();
    const { hash } = PARAMETERS[this.mechanism];
    const said = `${this.first},${this.answer},${message.slice(0, message.lastIndexOf(',p='))}`;
    const signature = hmac(hash, storedKey, said);
    const clientKey = proof.map((byte, i) => byte ^ signature[i]!);
    if (!timingSafeEqual(createHash(hash).update(clientKey).digest(), storedKey)) return refuse();
    return `v=${hmac(hash, Buffer.from(this.credentials.serverKey, 'base64'), said).toString('base64')}`;
  }
}
