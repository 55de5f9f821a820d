/** Who orders: their passwords, and the tokens that their requests carry. */
import { createHmac } from 'node:crypto';

export const SECRET = 'the secret of the order API, of thirty-two bytes or more';
/** Cheap, as nobody steals these. */
export const SCRYPT_COST = 1024;

export const customerName = (n: number): string => `customer-${n + 1}`;
export const passwordOf = (customer: string): string => `of ${customer}`;

const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A JWT as the API signs them, without an end; with another secret it is a forged one. */
export function tokenFor(customer: string, secret: string = SECRET): string {
  const signed = `${base64({ alg: 'HS256' })}.${base64({ sub: customer })}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
