/** What a failure is of, whatever its seed: made of what is left of it once it is shrunk. */
import { createHash } from 'node:crypto';
import type { Explanation } from '../explanation/index.ts';
import { shapeOf } from './shape/index.ts';

export interface Fingerprint {
  fingerprint: string;
  /** What it is made of, a line each. */
  shape: string[];
}

const DIGITS = 10;

/**
 * Of an explained failure that was shrunk. Ids, numbers, times and instances are not in it, nor which fault it took: a
 * crash and a lost reply may well expose the same.
 */
export function fingerprintOf(explanation: Explanation): Fingerprint {
  const shape = shapeOf(explanation);
  const hash = createHash('sha256').update(shape.join('\n')).digest('hex');
  return { fingerprint: hash.slice(0, DIGITS), shape };
}
