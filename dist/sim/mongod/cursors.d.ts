export interface Batch {
    docs: Buffer[];
    /** There may be more. */
    open: boolean;
    postBatchResumeToken?: object;
}
export interface Cursor {
    id: bigint;
    ns: string;
    /** The session it was opened in, and the transaction's number when in one. */
    session: string | undefined;
    txnNumber: bigint | undefined;
    changeStream: boolean;
    next(batchSize: number, maxTimeMs: number): Batch | Promise<Batch>;
    close(): void;
}
export declare class Cursors {
    private readonly open;
    add(cursor: Omit<Cursor, 'id'>): bigint;
    get(id: bigint): Cursor;
    kill(id: bigint): boolean;
    killWhere(test: (cursor: Cursor) => boolean): void;
    get size(): number;
}
/** Takes up to `size` documents (and 16 MiB) from the iterator; says whether any are left. */
export declare function fill(items: Iterator<Buffer>, size: number, pending: Buffer[]): {
    docs: Buffer[];
    open: boolean;
};
