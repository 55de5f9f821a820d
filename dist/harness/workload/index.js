/**
 * What workloads are drawn with: kinds of request in a mix, when requests are due, and how some things are asked for
 * more often than others. And how clients insist on an answer, in `insistence.ts`.
 */
export { mix } from './mix.js';
export { zipf } from './popularity.js';
export { arrivalTimes } from './times.js';
