/**
 * Starts a program on a host, as `node entry` would: modules, globals, `process` and `env` of its own, all of it gone
 * when the process ends. Called as that host's code, in its start (`Host.start`, or under a supervisor).
 */
import type { Host } from '../../world/host.ts';
import { type ProcessOptions } from './process.ts';
import type { Program } from './program.ts';
/** Resolves once the entry has been evaluated, top-level await included; never, if the process ends before. */
export declare function startProcess(host: Host, program: Program, options?: ProcessOptions): Promise<void>;
