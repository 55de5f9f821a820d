/**
 * A process: what an instance of a service is. `bundle` reads an entry file and all it may load, once; `startProcess`
 * runs it on a host, as often as it starts, with nothing left of the life before.
 *
 * Map: `program.ts` finds the files, `source.ts` makes each a function (as `tsconfig.ts` says), `modules.ts` runs them for one process;
 * `globals.ts`, `builtins.ts` and `process.ts` are what a program sees around it; `source-map.ts` puts stacks right.
 */
export type { ProcessOptions } from './process.ts';
export { bundle, filesOf, type Program } from './program.ts';
export { startProcess } from './start.ts';
