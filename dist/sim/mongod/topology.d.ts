/** The version of what hello says, and those who wait for it to change. */
import { ObjectId } from 'bson';
export declare class Topology {
    readonly processId: ObjectId;
    counter: bigint;
    private readonly waiters;
    bump(): void;
    /** Resolves at the next change, or after `timeoutMs`. */
    changed(timeoutMs: number): Promise<void>;
    close(): void;
}
