/**
 * The states that a healthy campaign of the shop reaches, by what they are about: `orders.ts`, `answers.ts`,
 * `stores.ts`.
 *
 * To add one: an entry in one of these, a test in which it is reached and one in which it is not, and some hundred
 * seeds to see how often it is. What leaves no trace in stores and answers needs a signal.
 */
import type { Sometimes } from '../../../groundhog/index.ts';
import { answerStates } from './answers.ts';
import { orderStates } from './orders.ts';
import { storeStates } from './stores.ts';

export const shopSometimes: readonly Sometimes[] = [...orderStates, ...answerStates, ...storeStates];
