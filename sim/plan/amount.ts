/** How strong a fault is. */
import fc from 'fast-check';
import type { Amount } from '../faults/index.ts';

const whole: Amount = (min, max) => fc.integer({ min, max });

/** Draws amounts from a part of their range, given as shares of it. */
const part =
  (from: number, to: number): Amount =>
  (min, max) =>
    whole(Math.round(min + (max - min) * from), Math.round(min + (max - min) * to));

export const STRENGTHS = { any: whole, mild: part(0, 0.25), harsh: part(0.6, 1) } as const satisfies Record<
  string,
  Amount
>;
