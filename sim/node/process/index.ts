/**
 * A process: what an instance of a service is. `bundle` reads an entry file and all it may load, once; `startProcess`
 * runs it on a host, as often as it starts, with nothing left of the life before.
 *
 * Map: `program.ts` finds the files, `source.ts` makes each a function (as `tsconfig.ts` says), `modules.ts` runs them
 * for one process, `shared.ts` those that keep no state for all; `globals.ts`, `builtins.ts` and `process.ts` are what a
 * program sees around it; `worker.ts` is a thread of one; `source-map.ts` puts stacks right,
 * `intrinsics.ts` what a run did to the language.
 */
export { keepIntrinsics } from './intrinsics.ts';
export type { ProcessOptions } from './process.ts';
export { bundle, filesOf, type Program } from './program.ts';
export { startProcess } from './start.ts';
