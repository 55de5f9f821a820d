/** What `fs.promises.open` gives. */
import { EventEmitter } from 'node:events';
import type fs from 'node:fs';
import readline from 'node:readline';
import type { FileCalls } from './calls.ts';
type Streams = {
    createReadStream: typeof fs.createReadStream;
    createWriteStream: typeof fs.createWriteStream;
};
type Rest = never[];
export declare class FileHandle extends EventEmitter {
    #private;
    readonly fd: number;
    constructor(fd: number, calls: FileCalls, streams: Streams);
    close(): Promise<void>;
    [Symbol.asyncDispose](): Promise<void>;
    read(first?: unknown, ...rest: unknown[]): Promise<{
        bytesRead: number;
        buffer: NodeJS.ArrayBufferView;
    }>;
    write(buffer: string | NodeJS.ArrayBufferView, ...rest: unknown[]): Promise<object>;
    readv(buffers: NodeJS.ArrayBufferView[], position?: number): Promise<object>;
    writev(buffers: NodeJS.ArrayBufferView[], position?: number): Promise<object>;
    readFile(...rest: Rest): Promise<string | Buffer>;
    writeFile(data: string, ...rest: Rest): Promise<void>;
    appendFile(data: string, ...rest: Rest): Promise<void>;
    stat(...rest: Rest): Promise<fs.Stats>;
    sync(): Promise<void>;
    datasync(): Promise<void>;
    truncate(length?: number): Promise<void>;
    chmod(mode: number): Promise<void>;
    utimes(accessed: number, changed: number): Promise<void>;
    createReadStream(options?: object): fs.ReadStream;
    createWriteStream(options?: object): fs.WriteStream;
    readLines(options?: object): readline.Interface;
}
export {};
