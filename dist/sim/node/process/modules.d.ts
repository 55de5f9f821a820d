import type { Program } from './program.ts';
export interface Module {
    id: string;
    path: string;
    filename: string;
    exports: unknown;
    loaded: boolean;
    children: Module[];
    paths: string[];
    parent: Module | undefined;
    require: unknown;
}
/** What a process's modules see around them. */
export interface Surroundings {
    /** The global object and what is read bare: see `source.ts`. */
    readonly globals: Readonly<Record<string, unknown>>;
    /** A module of Node's own, as this process has it. */
    builtin(name: string): unknown;
}
export declare class Modules {
    #private;
    constructor(program: Program, around: Surroundings);
    /** Runs the entry. The promise is that of its top-level await; without one it has ended when this returns. */
    runMain(): Promise<unknown> | undefined;
    /** Runs the entry of a library and gives what it exports. */
    requireMain(): unknown;
    /** What `createRequire` gives. */
    requireFor(from: string | URL): unknown;
}
