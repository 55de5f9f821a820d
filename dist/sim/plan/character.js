/**
 * What a seed is about. Swarm testing: a run in which everything may happen hides what a few faults alone would show
 * (one kind masks another, a crash ends what a long pause would have brought out). So each seed leaves most out.
 */
import fc from 'fast-check';
import { weighted } from '../../harness/scenario/draw.js';
export const CHARACTERS = ['calm', 'mixed', 'storm', 'hammer'];
/**
 * Of 100 seeds, how many are of each character. Over planted bugs storms find the most a seed, and hammers not half as
 * many; but what needs a hammer is found by nothing else.
 */
export const CHARACTER_SHARES = {
    /** Hardly a fault: what fails here needs none, and is easy to understand. */
    calm: 5,
    /** Some kinds, each as often and as hard as this seed draws. */
    mixed: 60,
    /** Nearly all kinds at once. */
    storm: 25,
    /** One kind over and over, with little else. */
    hammer: 10,
};
export const characterArbitrary = weighted(CHARACTERS.map((character) => [CHARACTER_SHARES[character], fc.constant(character)]));
