export type Kind = 'commonjs' | 'module' | 'async' | 'json';
export interface ModuleSource {
    readonly file: string;
    readonly kind: Kind;
    /** `(function (…globals) { return function (exports, require, module, __filename, __dirname) { … } })`, or JSON. */
    readonly code: string;
    /** The process's globals that the outer function takes, in this order. */
    readonly globals: readonly string[];
    /** Characters before the module's own on its first line. */
    readonly offset: number;
    /** Of what esbuild made of it, as JSON. */
    readonly map?: string;
}
export declare const LOADER_NAMES: string[];
/** The names that code puts on the global object itself and then may read bare. */
export declare function assignedGlobals(source: string): string[];
/** What must be known beforehand of a file: whether it is an ES module, and what it may read off the global object. */
export interface Hints {
    /** It has import or export statements. */
    isModule: boolean;
    /** Node would take it for an ES module, by its name and package. */
    isModuleByName: boolean;
    globals: readonly string[];
}
export declare function moduleSource(file: string, hints: Hints): Promise<ModuleSource>;
/** For a file that is first heard of while a process runs. */
export declare function moduleSourceNow(file: string, hints: Hints): ModuleSource;
