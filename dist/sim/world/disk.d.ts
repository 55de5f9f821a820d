/** A disk of a simulated host: what was synced outlives a crash, and of the rest a seeded part. */
import type { Disk, DiskRecord } from '../mongod/disk.ts';
import type { Host } from './host.ts';
export declare class VirtualDisk implements Disk {
    #private;
    /** Microseconds a sync takes on a good day. */
    readonly syncUs: {
        min: number;
        max: number;
    };
    constructor(host: Host);
    read(): Iterable<DiskRecord>;
    append(record: DiskRecord): void;
    sync(done: () => void): void;
    /** Makes each sync take so much longer, until the function returned is called. */
    slow(us: number): () => void;
}
