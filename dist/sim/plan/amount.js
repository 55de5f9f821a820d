/** How strong a fault is. */
import fc from 'fast-check';
const whole = (min, max) => fc.integer({ min, max });
/** Draws amounts from a part of their range, given as shares of it. */
const part = (from, to) => (min, max) => whole(Math.round(min + (max - min) * from), Math.round(min + (max - min) * to));
export const STRENGTHS = { any: whole, mild: part(0, 0.25), harsh: part(0.6, 1) };
