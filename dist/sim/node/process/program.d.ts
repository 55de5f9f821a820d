import { type Metafile } from 'esbuild';
import { type ModuleSource } from './source.ts';
/** How a module asks for another: each way may lead to another file of a package. */
export type How = 'require' | 'import';
export type Body = (...args: unknown[]) => unknown;
/** A file that was not there when the program was read, as an optional dependency that is not installed. */
export declare class NotFound extends Error {
    readonly code: string;
    constructor(name: string, from: string, how: How);
}
export declare class Program {
    #private;
    readonly entry: string;
    /** The folders that a process sees: the project's, and those its packages are in. */
    readonly roots: readonly string[];
    /** What `fetch` is made of, if the program uses it. */
    web: Program | undefined;
    constructor(entry: string, files: Iterable<ProgramFile>, globals: readonly string[]);
    /** A file by its name; one that was not foreseen is read now. */
    file(name: string): ProgramFile;
    /** A place that names are resolved from: a file of the program, or one that need not be there. */
    place(name: string): ProgramFile;
    /** Whether a module, or any that it imports, has top-level await. */
    awaits(file: ProgramFile): boolean;
    /** Text with places of stacks in it, put right. */
    mapStack(text: string): string;
}
/** One file of a program, with what is known of it for all processes. */
export declare class ProgramFile {
    #private;
    readonly source: ModuleSource;
    /** Node would take it for an ES module, by its name and package. */
    readonly isModuleByName: boolean;
    /** What it imports by statements, in their order. */
    readonly imported: string[];
    awaits: boolean | undefined;
    constructor(source: ModuleSource, isModuleByName: boolean);
    /** Says what a name means here. */
    found(name: string, how: How, file: string | null): void;
    /** The file that a name means here, or the name of a builtin. Throws as Node does. */
    resolve(name: string, how: How): string;
    /** The file's outer function. It keeps nothing, so that one serves all processes. */
    get body(): Body;
}
/** Reads a program, once. Throws with what a person must mend: a file that is not there, a syntax error. */
export declare function bundle(entryFile: string): Promise<Program>;
/** Every file that an entry may load, as esbuild tells of it, by paths from the entry's folder. */
export declare function filesOf(entry: string): Promise<Metafile['inputs']>;
/** By what is not esbuild's to know, Node goes: the name, and the nearest package. */
export declare function isModuleByName(file: string): boolean;
