/**
 * From a plan that fails to the least one that fails alike: what is left in it is what it takes.
 *
 * | read           | for                                                                   |
 * |----------------|-----------------------------------------------------------------------|
 * | `shrink.ts`    | the steps in their order: start here                                   |
 * | `failure.ts`   | when two runs fail alike                                               |
 * | `search.ts`    | tries simpler plans, on all workers at once, and keeps those that do   |
 * | `parts.ts`     | what can be taken out: faults, requests; and how much at once          |
 * | `merge.ts`     | one fault in place of several                                          |
 * | `small.ts`     | one subject and one fault, before all else is gone through             |
 * | `crowd.ts`     | then one fault among a few dozen requests                              |
 * | `hosts.ts`     | fewer instances, members and clients, and the same one rather than two |
 * | `times.ts`     | sooner, closer together, for less long                                 |
 * | `numbers.ts`   | weaker and rounder parameters                                          |
 * | `minimal.ts`   | what happens without each thing that is left                           |
 *
 * As in delta debugging (Zeller and Hildebrandt, 2002), halves before single things; and as in fast-check, a value is
 * replaced by simpler ones of its own kind.
 */
export { type Failure, failureOf, isOf } from './failure.ts';
export { NOTHING, type Without, withoutEach } from './minimal.ts';
export { Search } from './search.ts';
export { type Shrunk, shrink } from './shrink.ts';
