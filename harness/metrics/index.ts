/**
 * What processes tell of themselves at `/metrics`, in Prometheus' format, before something and after it.
 *
 * | read            | for                                                     |
 * |-----------------|---------------------------------------------------------|
 * | `scrape.ts`     | a process asked; it may be silent, or have none          |
 * | `exposition.ts` | the format, read                                         |
 * | `change.ts`     | what came between two looks, of several processes        |
 * | `measures.ts`   | what a reader is shown of that                           |
 */
export { changeOf, isAnew, together } from './change.ts';
export type { Family } from './exposition.ts';
export { type Measure, type MeasureRow, measuresOf } from './measures.ts';
export { type Scraped, scrape } from './scrape.ts';
