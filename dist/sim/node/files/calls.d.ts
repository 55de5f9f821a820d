/**
 * The synchronous calls of `fs` on a host's disk. The others are these, ended by an event (`api.ts`).
 *
 * Not modelled: permissions, hard links, watching, a full disk.
 */
import fs from 'node:fs';
import { type FileTree } from './tree.ts';
export type PathLike = string | Buffer | URL;
type Encoding = BufferEncoding | 'buffer' | null | undefined;
type WithEncoding = Encoding | {
    encoding?: Encoding;
    flag?: string | number;
    mode?: number;
    flush?: boolean;
};
type Data = string | NodeJS.ArrayBufferView;
export declare class FileCalls {
    #private;
    /** `stdio` writes to the standard output (1) or error (2). */
    constructor(tree: FileTree, cwd: () => string, stdio: (fd: number, chunk: Buffer) => boolean);
    existsSync(file: PathLike): boolean;
    accessSync(file: PathLike, mode?: number): void;
    statSync(file: PathLike, options?: {
        bigint?: boolean;
        throwIfNoEntry?: boolean;
    }): fs.Stats | undefined;
    lstatSync(file: PathLike, options?: {
        bigint?: boolean;
        throwIfNoEntry?: boolean;
    }): fs.Stats | undefined;
    fstatSync(fd: number, options?: {
        bigint?: boolean;
    }): fs.Stats;
    openSync(file: PathLike, flags?: string | number, mode?: number): number;
    closeSync(fd: number): void;
    readSync(fd: number, buffer: NodeJS.ArrayBufferView, ...rest: unknown[]): number;
    writeSync(fd: number, data: Data, ...rest: unknown[]): number;
    readvSync(fd: number, buffers: NodeJS.ArrayBufferView[], position?: number): number;
    writevSync(fd: number, buffers: NodeJS.ArrayBufferView[], position?: number): number;
    readFileSync(file: PathLike | number, options?: WithEncoding): string | Buffer;
    writeFileSync(file: PathLike | number, data: Data, options?: WithEncoding): void;
    appendFileSync(file: PathLike | number, data: Data, options?: WithEncoding): void;
    fsyncSync(fd: number): void;
    fdatasyncSync(fd: number): void;
    ftruncateSync(fd: number, length?: number): void;
    truncateSync(file: PathLike, length?: number): void;
    mkdirSync(file: PathLike, options?: number | {
        recursive?: boolean;
        mode?: number;
    }): string | undefined;
    mkdtempSync(prefix: PathLike): string;
    readdirSync(file: PathLike, options?: {
        withFileTypes?: boolean;
        recursive?: boolean;
    } | string | null): (string | fs.Dirent)[];
    rmdirSync(file: PathLike): void;
    rmSync(file: PathLike, options?: {
        recursive?: boolean;
        force?: boolean;
    }): void;
    unlinkSync(file: PathLike): void;
    renameSync(from: PathLike, to: PathLike): void;
    copyFileSync(from: PathLike, to: PathLike, mode?: number): void;
    symlinkSync(target: PathLike, file: PathLike): void;
    readlinkSync(file: PathLike): string;
    realpathSync(file: PathLike): string;
    chmodSync(file: PathLike, mode: number): void;
    fchmodSync(fd: number, mode: number): void;
    /** There is one user. */
    chownSync(file: PathLike): void;
    utimesSync(file: PathLike, _accessed: unknown, changed: number | string | Date): void;
    futimesSync(fd: number, _accessed: unknown, changed: number | string | Date): void;
}
/** What `fs` has and a host's disk has not. */
export declare const refused: (name: string) => () => never;
export {};
