/**
 * What a seed is about. Swarm testing: a run in which everything may happen hides what a few faults alone would show
 * (one kind masks another, a crash ends what a long pause would have brought out). So each seed leaves most out.
 */
import fc from 'fast-check';
export declare const CHARACTERS: readonly ['calm', 'mixed', 'storm', 'hammer'];
export type Character = (typeof CHARACTERS)[number];
/**
 * Of 100 seeds, how many are of each character. Over planted bugs storms find the most a seed, and hammers not half as
 * many; but what needs a hammer is found by nothing else.
 */
export declare const CHARACTER_SHARES: Readonly<Record<Character, number>>;
export declare const characterArbitrary: fc.Arbitrary<Character>;
