export interface TraceLine {
    seq: number;
    timeUs: number;
    host: string;
    kind: string;
    detail: string;
}
export declare class Trace {
    #private;
    /** Events so far. */
    count: number;
    constructor(sink?: (line: TraceLine) => void);
    add(timeUs: number, host: string, kind: string, detail: string): void;
    /** Ends the trace: 16 hex digits over all events. */
    digest(): string;
}
