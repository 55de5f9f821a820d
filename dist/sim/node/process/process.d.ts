import type { ErrorOrigin, Host, HostProcess } from '../../world/host.ts';
import { LineStream } from './lines.ts';
export interface ProcessOptions {
    env?: Readonly<Record<string, string | undefined>>;
    /** Arguments after the entry file. */
    argv?: readonly string[];
    cwd?: string;
    stdout?: (line: string) => void;
    stderr?: (line: string) => void;
}
/** Thrown by `process.exit`, which does not return: it unwinds what is left of the process. */
export declare class ProcessExit extends Error {
    name: string;
}
export declare class VirtualProcess implements HostProcess {
    #private;
    /** What the program sees. */
    readonly object: NodeJS.Process;
    readonly stdout: LineStream;
    readonly stderr: LineStream;
    readonly mapStack: (stack: string) => string;
    constructor(host: Host, entry: string, map: (stack: string) => string, options: ProcessOptions);
    /** Writes to a standard stream by its descriptor; false for any other. */
    write(fd: number, chunk: Uint8Array): boolean;
    /** The process got a signal: its handler runs, or it dies of it. */
    signal(name: NodeJS.Signals): void;
    uncaught(error: unknown, origin: ErrorOrigin): void;
    unhandledRejection(reason: unknown, promise: Promise<unknown>): void;
}
