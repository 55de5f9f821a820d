/**
 * What must happen now and then: the other half of an assertion. An invariant that never meets a refund holds, and
 * says nothing about refunds. So here are the states that a healthy campaign reaches, each by name; a campaign counts
 * in how many runs each was, and fails when one never was.
 *
 * | read                                   | for                                            |
 * |----------------------------------------|------------------------------------------------|
 * | `sometimes.ts`                         | what a *sometimes* sees and says: start here   |
 * | `orders.ts`, `answers.ts`, `stores.ts` | the states, by what they are about             |
 *
 * To add one: an entry in one of these, a test in which it is reached and one in which it is not, and some hundred
 * seeds to see how often it is. What leaves no trace in stores and answers needs a signal.
 *
 * The idea is that of Antithesis's sometimes assertions and of FoundationDB's `TEST` macros.
 */
import { answerStates } from './answers.ts';
import { orderStates } from './orders.ts';
import type { Sometimes } from './sometimes.ts';
import { storeStates } from './stores.ts';

export const allSometimes: readonly Sometimes[] = [...orderStates, ...answerStates, ...storeStates];

export { Reached, type Signal, type Sometimes } from './sometimes.ts';
