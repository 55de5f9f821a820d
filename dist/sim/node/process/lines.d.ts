/** A process's standard output or error: whole lines, as whoever collects its logs gets them. */
import { Writable } from 'node:stream';
export declare class LineStream extends Writable {
    #private;
    readonly fd: number;
    readonly isTTY: undefined;
    constructor(fd: number, onLine: (line: string) => void);
    /** Written at once, as to a file or a pipe on Linux. */
    put(chunk: string | Uint8Array): void;
    /** What was written without an end of line, when there will be no more. */
    flush(): void;
    _write(chunk: string | Uint8Array, _encoding: BufferEncoding, done: () => void): void;
    _writev(chunks: {
        chunk: string | Uint8Array;
    }[], done: () => void): void;
}
