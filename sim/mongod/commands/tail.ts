/** Tailable cursors: at the end of a capped collection they stay, and go on with what it is given later. */
import { type Batch, MAX_BATCH_BYTES } from '../cursors.ts';
import type { Engine } from '../engine.ts';
import { fail } from '../errors.ts';
import type { Rec } from '../storage/index.ts';

export interface Tailing {
  engine: Engine;
  ns: string;
  matches(rec: Rec): boolean;
  give(rec: Rec): Buffer;
  skip: number;
  /** A getMore that finds nothing waits for something. */
  awaits: boolean;
}

export class Tail {
  private readonly what: Tailing;
  private skip: number;
  /** The number of the last record that was looked at. */
  private last: number | undefined;
  private ended = false;
  private wake: (() => void) | undefined;

  constructor(what: Tailing) {
    this.what = what;
    this.skip = what.skip;
  }

  /** What there is now. Throws CappedPositionLost where it had stopped at what is no more. */
  collect(size: number): Batch {
    const { engine, ns, matches, give } = this.what;
    const coll = engine.store.get(ns);
    if (!coll) return { docs: [], open: false };
    if (this.last !== undefined && !coll.records.get(this.last))
      fail(
        136,
        `CollectionScan died due to position in capped collection being deleted. Last seen record id: RecordId(${this.last})`,
      );
    const docs: Buffer[] = [];
    let bytes = 0;
    for (const [rid, rec] of coll.records.ascend(this.last, this.last !== undefined)) {
      if (docs.length >= size) break;
      if (matches(rec) && this.skip-- <= 0) {
        const doc = give(rec);
        bytes += doc.length;
        if (docs.length > 0 && bytes > MAX_BATCH_BYTES) break;
        docs.push(doc);
      }
      this.last = rid;
    }
    return { docs, open: true };
  }

  /** The next documents; one that waits does so up to `maxTimeMs`. */
  async batch(size: number, maxTimeMs: number): Promise<Batch> {
    let batch = this.collect(size);
    if (!this.what.awaits || batch.docs.length > 0 || maxTimeMs <= 0) return batch;
    let expired = false;
    const timer = setTimeout(() => {
      expired = true;
      this.wake?.();
    }, maxTimeMs);
    while (batch.docs.length === 0 && batch.open && !expired && !this.ended) {
      await this.news();
      batch = this.collect(size);
    }
    clearTimeout(timer);
    return batch;
  }

  close(): void {
    this.ended = true;
    this.wake?.();
  }

  /** Resolves when something is written, or somebody calls `wake`. */
  private news(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        stop();
        this.wake = undefined;
        resolve();
      };
      const stop = this.what.engine.commit.onWritten(done);
      this.wake = done;
    });
  }
}
