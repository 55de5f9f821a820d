import type { Host } from '../../world/host.ts';
export interface Inode {
    readonly ino: number;
    kind: 'file' | 'folder' | 'link';
    data: Buffer;
    /** Where `data` is the beginning of, so that it can grow. */
    room: Buffer;
    /** As it was when last synced; null if it never was. */
    durable: Buffer | null;
    target: string;
    mode: number;
    changedMs: number;
}
/** A file or folder, of the host's own or of the project's. */
export type Found = {
    own: Inode;
} | {
    project: string;
    isFolder: boolean;
    sizeBytes: number;
};
/** The disk of a host: the same for all its lives. */
export declare function filesOf(host: Host): FileTree;
export declare class FileTree {
    #private;
    /** Whether what was not synced may be lost when the machine goes. */
    losesUnsynced: boolean;
    constructor(host: Host);
    /** Says which folders of the real disk are the project's. */
    show(roots: readonly string[]): void;
    make(kind: Inode['kind'], mode?: number): Inode;
    find(file: string): Found | undefined;
    put(file: string, inode: Inode): void;
    remove(file: string): void;
    /** Names in a folder, in order. */
    list(folder: string): string[];
    /** All of the host's own below a folder, itself included. */
    below(folder: string): string[];
    touched(inode: Inode): void;
    sync(inode: Inode): void;
}
export declare const readReal: (file: string) => Buffer;
