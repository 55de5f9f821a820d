/**
 * What workloads are drawn with: kinds of request in a mix, when requests are due and who sends them, and how some
 * things are asked for more often than others. And how clients insist on an answer, in `insistence.ts`, and what they make
 * of it, in `heard.ts`.
 */
export { type Ingredient, type MixedRequest, mix } from './mix.ts';
export { type Popularity, zipf } from './popularity.ts';
export { inOrder, type Sending, sending, sent, span } from './sending.ts';
export { arrivalTimes, type When } from './times.ts';
