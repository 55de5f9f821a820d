/** What a process's modules of Node's are made for. */
export interface Owner {
    readonly globals: Record<string, unknown>;
    readonly files: {
        fs: Record<string, unknown>;
        promises: Record<string, unknown>;
    };
    requireFor(from: string | URL): unknown;
}
export declare class Builtins {
    #private;
    constructor(owner: Owner);
    get(name: string): unknown;
}
