/**
 * When a failure became inevitable, and what differed in the last other future in which it did not come.
 *
 * | read             | for                                                                               |
 * |------------------|-----------------------------------------------------------------------------------|
 * | `likelihood.ts`  | the run is branched at many moments, and the share that still fails is drawn       |
 * | `futures.ts`     | runs other futures, on all workers at once, and keeps what came of each            |
 * | `differences.ts` | what was first not the same, for each process and each subject                     |
 *
 * How it is called, `pool` being that of the command (`../command/pool.ts`) and `failure` of `failureOf(result)`:
 *
 *     const thisOne = theVery(failure, plan, result);
 *     const { likelihood, neighbour } = await likelihoodOf(plan, thisOne, result, scenario, {
 *       trial: (branch) => pool.run(branch, thisOne, timeoutMs),
 *       lanes,
 *       signal,
 *     });
 *     // Both recorded as `explain` records a run; `neighbour.plan` is a plan like any other.
 *     const first = differencesOf(here, there, [violation.subject, ...violation.related]);
 *
 * It ends when `signal` aborts, with what it has; `likelihood.jump.event` is filled by who has the events.
 */
export { differencesOf, type Told } from './differences.ts';
export { type Cause, likelihoodOf, type Neighbour, theVery } from './likelihood.ts';
