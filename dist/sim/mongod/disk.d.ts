/**
 * What survives the crash of a database member: the records it had synced to its journal.
 *
 * Fault model: records appended after the last `sync` are lost in a crash, in whole; a record is never torn,
 * reordered or altered. Not modelled: bit rot, misdirected writes, a full disk.
 */
export interface Disk {
    /** Everything that survived, oldest first. Read once, when a member starts. */
    read(): Iterable<DiskRecord>;
    /** Buffers a record. It is durable only once a later `sync` has called back. */
    append(record: DiskRecord): void;
    /** Makes all that was appended so far durable, then calls back (in virtual time inside the simulator). */
    sync(done: () => void): void;
    /** `sync` always calls back before it returns: nothing is ever waiting for the disk. */
    readonly instant?: boolean;
}
/** Opaque to the disk: the member decides what it writes. Must not be mutated after `append`. */
export type DiskRecord = object;
export interface MemoryDisk extends Disk {
    /** Loses what was not synced. The syncs under way never call back. */
    crash(): void;
}
/** A disk in memory, which outlives the member. `latencyMs` is asked at each sync; 0 (the default) calls back at once. */
export declare function memoryDisk(latencyMs?: () => number): MemoryDisk;
/** For live use: keeps nothing, and is always done. */
export declare function noDisk(): Disk;
