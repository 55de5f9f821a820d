import { type BinaryLike, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<BinaryLike, BinaryLike, number, ScryptOptions, Buffer>(scrypt);

/** `cost`: scrypt's N. */
export async function isPassword(
  password: string,
  { salt, passwordHash }: { salt: string; passwordHash: string },
  cost: number,
): Promise<boolean> {
  const stored = Buffer.from(passwordHash, 'hex');
  return timingSafeEqual(await derive(password, salt, stored.length, { N: cost }), stored);
}
