/** What workloads are drawn with: when requests are due, and how some things are asked for more often than others. */
export { type Popularity, zipf } from './popularity.ts';
export { arrivalTimes, type When } from './times.ts';
