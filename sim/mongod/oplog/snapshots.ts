/**
 * The data as of a time that readers outside transactions chose: a session that reads a snapshot names it again with
 * each read, and maybe to another member. Who chose it has kept it; another makes it, by undoing what came since.
 */
import { fail } from '../errors.ts';
import type { Collection } from '../storage/collection.ts';
import type { Store } from '../storage/store.ts';
import type { CommitPoint } from './commit.ts';
import { type ClusterTime, type DocumentOp, isDocumentOp } from './entry.ts';
import type { Oplog } from './oplog.ts';
import { thaw } from './views.ts';

/** How long the past is there to be read: the server's `minSnapshotHistoryWindowInSeconds`. */
const WINDOW_S = 300n;

export interface Snapshot {
  ts: ClusterTime;
  store: Store;
}

export class Snapshots {
  private readonly oplog: Oplog;
  private readonly commit: CommitPoint;
  /** Oldest first. */
  private kept: Snapshot[] = [];

  constructor(oplog: Oplog, commit: CommitPoint) {
    this.oplog = oplog;
    this.commit = commit;
  }

  /** What is committed now. */
  newest(): Snapshot {
    const ts = this.commit.committed;
    const known = this.kept.find((snapshot) => snapshot.ts === ts);
    if (known) return known;
    const snapshot = { ts, store: this.commit.committedStore().snapshot() };
    this.kept = this.kept.filter((old) => ts >> 32n <= (old.ts >> 32n) + WINDOW_S);
    this.kept.push(snapshot);
    return snapshot;
  }

  /** What was committed at `ts`, which no later time is. Throws SnapshotTooOld, or SnapshotUnavailable. */
  at(ts: ClusterTime): Snapshot {
    const { committed } = this.commit;
    const known = this.kept.find((snapshot) => snapshot.ts === ts);
    if (known) return known;
    const first = this.oplog.first?.ts ?? 0n;
    if (committed >> 32n > (ts >> 32n) + WINDOW_S || (this.oplog.truncated && ts < first))
      fail(239, 'Read timestamp is older than the oldest available timestamp.');
    const store = thaw(this.commit.committedStore());
    for (const { ops } of this.oplog.between(ts, committed).reverse())
      for (const op of [...ops].reverse()) {
        if (isDocumentOp(op)) undo(store.get(op.ns), op);
        else if (op.op === 'c' && 'create' in op.o)
          store.drop(`${op.ns.slice(0, op.ns.indexOf('.'))}.${op.o.create}`);
        else if (op.op === 'c')
          fail(
            246,
            'Unable to read from a snapshot due to pending collection catalog changes; please retry the operation.',
          );
      }
    return { ts, store };
  }
}

function undo(coll: Collection | undefined, { id, before }: DocumentOp): void {
  const now = coll?.byId(id);
  if (before === null) {
    if (now) coll!.remove(now);
  } else if (now) coll!.replace(now, before);
  else coll?.insert(before);
}
