import type { ReplicaSet } from './index.ts';
export declare class Follower {
    private readonly set;
    private wakeUp;
    constructor(set: ReplicaSet);
    /** There is another primary, or none, or the end has come. */
    wake(): void;
    /** Follows whoever is primary, until the set is closed. */
    run(): Promise<void>;
    /** Until something happens, or for so long; 0 being without end. */
    private pause;
    private fetch;
    /** The reply, if it is still that of our primary and this log is still as it was when we asked. */
    private ask;
    /** The end of this log is not in the primary's: goes back to the last entry that both have. */
    private findCommon;
    private rollBack;
    private copyAll;
}
