/** Arbitraries that scenarios, faults and plans draw by. */
import fc from 'fast-check';
/** One of several arbitraries, each as often as its weight says. */
export declare function weighted<T>(choices: readonly (readonly [weight: number, fc.Arbitrary<T>])[]): fc.Arbitrary<T>;
/** A number in thousandths, evenly spread: fast-check's doubles are spread over their bits, nearly all next to zero. */
export declare const between: (min: number, max: number) => fc.Arbitrary<number>;
