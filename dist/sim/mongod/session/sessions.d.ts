import type { Doc } from '../bson/values.ts';
import type { DocumentOp, Entry } from '../oplog/entry.ts';
import type { Transaction } from './transaction.ts';
export interface Session {
    key: string;
    lsid: Doc;
    /** The newest number used, -1 before any. */
    txnNumber: bigint;
    /** Statements of that number already carried out. */
    done: Map<number, DocumentOp>;
    /** The transaction of that number, also once it is over. */
    txn: Transaction | undefined;
    /** The newest transaction known to be committed with writes, here or by an earlier primary. */
    committed: bigint | undefined;
}
/** A session as another member takes it over. */
export interface SessionImage {
    lsid: Doc;
    txnNumber: bigint;
    done: [stmtId: number, op: DocumentOp][];
    committed: bigint | undefined;
}
export declare class Sessions {
    private readonly byKey;
    get(lsid: Doc): Session;
    all(): Iterable<Session>;
    end(lsid: Doc): void;
    /** A retryable write begins: a newer number forgets the statements of the older. */
    beginRetryable(session: Session, txnNumber: bigint): void;
    /** Learns from an entry that was written here or came from elsewhere. */
    witness(entry: Entry): void;
    /** Unlearns what an entry said that is rolled back: a retry is to carry it out again. */
    forget(entry: Entry): void;
    /** No session is in a transaction any more: only a primary has open ones. */
    abortAll(): void;
    /** All of them, as they were before the entries in `later`. */
    image(later: Entry[]): SessionImage[];
    restore(images: SessionImage[]): void;
}
export declare function sessionKey(lsid: Doc): string;
