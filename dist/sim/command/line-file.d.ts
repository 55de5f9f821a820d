export declare class LineFile {
    #private;
    /** Throws when the file cannot be opened. */
    constructor(path: string);
    /** Throws nothing: who writes is in the midst of an event. */
    write(line: string): void;
    /** Throws when not all of it could be written. */
    close(): void;
}
