/**
 * Invariants that hold for most systems, to be used at once: each is a function of what it is about.
 *
 * | invariant                | says                                                                    |
 * |--------------------------|-------------------------------------------------------------------------|
 * | `acknowledgedIsKept`     | what a client was promised is in the store in the end                   |
 * | `readsGoForward`         | what one client reads never goes back                                   |
 * | `knownStays`             | what was once told to be there is never said not to be                  |
 * | `unique`                 | a collection never has two documents alike in these fields              |
 * | `foldEqualsView`         | in the end a view is what its events fold to                            |
 * | `shownAtRest`            | once all is at rest, clients are shown what the stores hold             |
 * | `statusAsExpected`       | each request is answered as it says is right, once it is                |
 * | `neverAnswered`          | no request is answered so, whatever is the matter                       |
 * | `noServerErrorAtRest`    | once all faults are over, no request is answered by a 5xx               |
 * | `answeredAtRest`         | once all faults are over, every request is answered                     |
 * | `noUncaughtError`        | no process ends by an error that nobody caught                          |
 * | `closesWithin`           | a process that is asked to end does so in time                          |
 * | `noLogLine`              | no process writes a line that matches                                   |
 */
export { acknowledgedIsKept } from './acknowledged-is-kept.ts';
export { foldEqualsView } from './fold-equals-view.ts';
export { knownStays } from './known-stays.ts';
export { noLogLine } from './logs.ts';
export { neverAnswered } from './never-answered.ts';
export { closesWithin, noUncaughtError } from './processes.ts';
export { readsGoForward } from './reads-go-forward.ts';
export { answeredAtRest, noServerErrorAtRest } from './rest.ts';
export { shownAtRest } from './shown-at-rest.ts';
export { statusAsExpected } from './statuses.ts';
export { unique } from './unique.ts';
