/** Arbitraries that scenarios, faults and plans draw by. */
import fc from 'fast-check';
/** One of several arbitraries, each as often as its weight says. */
export function weighted(choices) {
    return fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })));
}
/** A number in thousandths, evenly spread: fast-check's doubles are spread over their bits, nearly all next to zero. */
export const between = (min, max) => fc.integer({ min: min * 1000, max: max * 1000 }).map((n) => n / 1000);
