export declare class BTree<K extends string | number, V> {
    size: number;
    /** Moves with every change: an open iterator finds its place again. */
    version: number;
    private owner;
    private root;
    /** A second map with the same content. Neither sees the other's later changes. */
    snapshot(): BTree<K, V>;
    get(key: K): V | undefined;
    set(key: K, value: V): void;
    delete(key: K): boolean;
    /** Entries from `from` on (inclusive unless `after`), ascending. Changes made meanwhile are seen. */
    ascend(from?: K, after?: boolean): Generator<[K, V]>;
    /** Entries from `from` on (inclusive unless `before`), descending. Changes made meanwhile are seen. */
    descend(from?: K, before?: boolean): Generator<[K, V]>;
    private leafFrom;
    /** The leaf that holds the greatest key at or below `key` (below, when `strict`), and where the one before it ends. */
    private leafTo;
    private own;
    private insert;
    /** Empty nodes are dropped; nodes are not merged, as keys seldom vanish in bulk without coming back. */
    private remove;
}
