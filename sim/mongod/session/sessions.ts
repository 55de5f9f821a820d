/**
 * Logical sessions: which statements of a retryable write were carried out, and the transaction under way. What
 * was written comes from the oplog, so that a recovered member or a new primary knows it as well.
 */
import type { Binary } from 'bson';
import type { Doc } from '../bson/values.ts';
import { fail } from '../errors.ts';
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
  /** When anybody last used it, by the monotonic clock. */
  usedMs: number;
}

/** A session as another member takes it over. */
export interface SessionImage {
  lsid: Doc;
  txnNumber: bigint;
  done: [stmtId: number, op: DocumentOp][];
  committed: bigint | undefined;
}

export class Sessions {
  private readonly byKey = new Map<string, Session>();

  get(lsid: Doc): Session {
    const key = sessionKey(lsid);
    let session = this.byKey.get(key);
    if (!session) {
      session = {
        key,
        lsid,
        txnNumber: -1n,
        done: new Map(),
        txn: undefined,
        committed: undefined,
        usedMs: 0,
      };
      this.byKey.set(key, session);
    }
    session.usedMs = performance.now();
    return session;
  }

  all(): Iterable<Session> {
    return this.byKey.values();
  }

  end(lsid: Doc): void {
    const session = this.byKey.get(sessionKey(lsid));
    session?.txn?.abort();
    // What was written under the session is kept: a late retry must still be known.
  }

  /** Nothing is known of it any more: a late retry is carried out anew. */
  remove(session: Session): void {
    session.txn?.abort();
    this.byKey.delete(session.key);
  }

  /** A retryable write begins: a newer number forgets the statements of the older. */
  beginRetryable(session: Session, txnNumber: bigint): void {
    if (txnNumber < session.txnNumber) {
      fail(
        225,
        `Retryable write with txnNumber ${txnNumber} is prohibited on session ${session.key} because a newer retryable write with txnNumber ${session.txnNumber} has already started.`,
      );
    }
    if (txnNumber === session.txnNumber && (session.txn || session.committed === txnNumber))
      fail(72, 'Must specify autocommit=false on all operations of a multi-statement transaction.');
    if (txnNumber > session.txnNumber) {
      session.txn?.abort();
      session.txn = undefined;
      session.txnNumber = txnNumber;
      session.done = new Map();
    }
  }

  /** Learns from an entry that was written here or came from elsewhere. */
  witness(entry: Entry): void {
    const id = entry.writeId;
    if (!id) return;
    const session = this.get(id.lsid);
    if (id.txnNumber > session.txnNumber) {
      session.txnNumber = id.txnNumber;
      session.done = new Map();
      session.txn = undefined;
    }
    if (entry.txn) session.committed = id.txnNumber;
    for (const stmtId of id.stmtIds) session.done.set(stmtId, entry.ops[0] as DocumentOp);
  }

  /** Unlearns what an entry said that is rolled back: a retry is to carry it out again. */
  forget(entry: Entry): void {
    const id = entry.writeId;
    if (!id) return;
    const session = this.get(id.lsid);
    if (entry.txn && session.committed === id.txnNumber) session.committed = undefined;
    for (const stmtId of id.stmtIds)
      if (session.done.get(stmtId) === entry.ops[0]) session.done.delete(stmtId);
  }

  /** No session is in a transaction any more: only a primary has open ones. */
  abortAll(): void {
    for (const session of this.byKey.values()) {
      session.txn?.abort();
      session.txn = undefined;
    }
  }

  /** All of them, as they were before the entries in `later`. */
  image(later: Entry[]): SessionImage[] {
    const then = new Sessions();
    const all = [...this.byKey.values()];
    then.restore(
      all.map(({ lsid, txnNumber, done, committed }) => ({ lsid, txnNumber, done: [...done], committed })),
    );
    for (const entry of later) then.forget(entry);
    return [...then.byKey.values()].map((s) => ({ ...s, done: [...s.done] }));
  }

  restore(images: SessionImage[]): void {
    this.byKey.clear();
    for (const { lsid, txnNumber, done, committed } of images)
      Object.assign(this.get(lsid), { txnNumber, done: new Map(done), committed });
  }
}

export function sessionKey(lsid: Doc): string {
  const id = lsid.id as Binary | undefined;
  if (!id || typeof id !== 'object' || !('sub_type' in id)) {
    return fail(40414, "BSON field 'OperationSessionInfo.lsid.id' is missing but a required field");
  }
  return Buffer.from(id.value()).toString('hex');
}
