/**
 * Initial sync: everything that is committed on one member, in pieces, for one that cannot catch up entry by entry.
 * The giver keeps a snapshot while the taker reads; what is written meanwhile the taker then follows as usual.
 */
import { type Doc } from '../bson/values.ts';
import type { Engine } from '../engine.ts';
import type { Image } from '../oplog/journal.ts';
/** The giver's side. */
export declare class Images {
    private readonly engine;
    private readonly open;
    private next;
    constructor(engine: Engine);
    /** `image`: 0 for the first piece, then the number that came with it. A piece without `image` is the last. */
    answer(cmd: Doc): Doc;
    close(): void;
    private begin;
    private drop;
}
/** The taker's side: undefined when `ask` says that it is in vain. */
export declare function fetchImage(ask: (cmd: Doc) => Promise<Doc | undefined>): Promise<Image | undefined>;
