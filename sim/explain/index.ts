/**
 * A failed run, looked at: what was sent, stored, answered and logged, what faults did, and what of it matters.
 *
 * | read                          | for                                                                 |
 * |-------------------------------|---------------------------------------------------------------------|
 * | `explain.ts`                  | a plan is run, recorded and put into an `Explanation`: start here   |
 * | `recorder.ts`, `recording.ts` | keeps what happens as it happens, and alters nothing; what is kept  |
 * | `wire/`                       | bytes of a connection into requests, answers, commands and replies  |
 * | `messages.ts`, `unanswered.ts` | what became of each, and by which fault; answers never given       |
 * | `words.ts`, `values.ts`       | a message in a few words; values as plain data, and in short        |
 * | `commits.ts`                  | which message made the database write what it committed             |
 * | `events.ts`, `lives.ts`       | what happened at a moment; what state a process was in for a while  |
 * | `faults.ts`                   | whom faults strike, and what is their doing                         |
 * | `subjects.ts`                 | whom something is about, and whether that is the violation          |
 * | `stack.ts`, `http-callers.ts` | where in a service's code something was sent                        |
 * | `window.ts`                   | a run that is too long is cut to what is around its violation       |
 */
export { type Explained, explain } from './explain.ts';
export type { Facts } from './facts.ts';
export { windowOf } from './window.ts';
