/**
 * A change stream: committed oplog entries as events, through the user's pipeline, in batches. It waits for news
 * only inside a getMore, and then for the commit point to move.
 */
import type { Timestamp } from 'bson';
import { encode } from '../bson/encode.ts';
import { type Doc, isObject, T, typeName, typeOf, type Value } from '../bson/values.ts';
import { type Batch, MAX_BATCH_BYTES } from '../cursors.ts';
import type { Engine } from '../engine.ts';
import { fail } from '../errors.ts';
import { fromTimestamp } from '../oplog/entry.ts';
import { compilePipeline, type PipelineContext, type Stage } from '../query/stages.ts';
import { eventsOf, type Scope } from './events.ts';
import { checkedStage } from './stage.ts';
import { markToken, type Position, parseToken } from './token.ts';

/** What is to be looked at next: of which entry, which of its operations, and which of that one's events. */
interface Place {
  ts: bigint;
  op: number;
  nth: number;
}

const beginningOf = (ts: bigint): Place => ({ ts, op: 0, nth: 0 });

/** Where a stream goes on that resumes from a token: after a drop the invalidate may yet come. */
function after({ ts, op, mark, invalidate }: Position): Place {
  if (mark) return beginningOf(ts);
  return invalidate ? { ts, op: op + 1, nth: 0 } : { ts, op, nth: 1 };
}

export class ChangeStream {
  private readonly engine: Engine;
  private readonly scope: Scope;
  private readonly pipeline: Stage;
  private readonly lookup: boolean;
  /** It goes on from a resume token. */
  readonly isResumed: boolean;
  private next: Place;
  /** The event that it goes on from, until that was found. */
  private resumedFrom: (Position & { token: Doc }) | undefined;
  /** Never goes back: after an event it names that event, or a later time. */
  private token: object;
  private tokenTs: bigint;
  /** An invalidate is behind it: nothing more comes. */
  private invalidated = false;
  private ended = false;
  private wake: (() => void) | undefined;

  constructor(
    engine: Engine,
    scope: Scope,
    spec: Value,
    pipeline: Doc[],
    { vars }: Pick<PipelineContext, 'vars'>,
  ) {
    const options = checkedStage(spec, pipeline, vars);
    this.engine = engine;
    this.scope = scope;
    this.pipeline = compilePipeline(pipeline, { vars, read: () => [] });
    this.lookup = options.fullDocument === 'updateLookup';
    this.isResumed = (options.resumeAfter ?? options.startAfter) !== undefined;
    const { token, ...next } = this.start(options);
    this.next = next;
    this.token = token;
    this.tokenTs = next.ts;
  }

  private start(options: Doc): Place & { token: object } {
    const { resumeAfter, startAfter, startAtOperationTime: at } = options;
    if (resumeAfter !== undefined && startAfter !== undefined) {
      fail(50865, "Do not specify both 'resumeAfter' and 'startAfter' in a $changeStream stage");
    }
    const token = resumeAfter ?? startAfter;
    if (token !== undefined && at !== undefined)
      fail(40674, 'Only one type of resume option is allowed, but multiple were found.');
    if (at !== undefined) {
      if (typeOf(at) !== T.timestamp)
        fail(
          14,
          `BSON field '$changeStream.startAtOperationTime' is the wrong type '${typeName(at)}', expected type 'timestamp'`,
        );
      const ts = fromTimestamp(at as Timestamp);
      this.checkHistory(ts);
      return { ...beginningOf(ts), token: markToken(ts) };
    }
    if (token === undefined) {
      const ts = this.engine.oplog.end.ts + 1n;
      return { ...beginningOf(ts), token: markToken(ts) };
    }
    const position = parseToken(token, resumeAfter !== undefined ? 'resumeAfter' : 'startAfter');
    if (position.invalidate && resumeAfter !== undefined) {
      fail(
        260,
        "Attempting to resume a change stream using 'resumeAfter' is not allowed from an invalidate notification.",
      );
    }
    this.checkHistory(position.ts);
    if (!position.mark) this.resumedFrom = { ...position, token: token as Doc };
    return { ...after(position), token: token as Doc };
  }

  private checkHistory(ts: bigint): void {
    const first = this.engine.oplog.first;
    if (this.engine.oplog.truncated && first && ts < first.ts) {
      fail(
        286,
        'Resume of change stream was not possible, as the resume point may no longer be in the oplog.',
      );
    }
  }

  /** The event that the token names must be there once the log is that far: else this history is not the one it came from. */
  private checkResumed(): void {
    const from = this.resumedFrom;
    const { oplog, commit } = this.engine;
    const entry = from && oplog.at(oplog.seek(from.ts));
    if (!entry || entry.ts > commit.committed) return;
    if (entry.ts !== from.ts || from.op >= entry.ops.length)
      fail(280, `cannot resume stream; the resume token was not found. ${JSON.stringify(from.token)}`);
    this.resumedFrom = undefined;
  }

  /** The next events; waits up to `maxTimeMs` when there is nothing yet. */
  async batch(batchSize: number, maxTimeMs: number): Promise<Batch> {
    let batch = this.collect(batchSize);
    if (batch.docs.length > 0 || !batch.open || maxTimeMs <= 0) return batch;
    // One timer for the whole wait: the host's clock may step meanwhile.
    let expired = false;
    const timer = setTimeout(() => {
      expired = true;
      this.wake?.();
    }, maxTimeMs);
    while (batch.docs.length === 0 && batch.open && !expired && !this.ended) {
      await this.news();
      batch = this.collect(batchSize);
    }
    clearTimeout(timer);
    return batch;
  }

  close(): void {
    this.ended = true;
    this.wake?.();
  }

  /** Resolves when the commit point moves, or somebody calls `wake`. */
  private news(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        stop();
        this.wake = undefined;
        resolve();
      };
      const stop = this.engine.commit.onAdvance(done);
      this.wake = done;
    });
  }

  /** What is there now, without waiting. */
  collect(batchSize: number): Batch {
    const docs: Buffer[] = [];
    const batch = (open: boolean): Batch => ({ docs, open, postBatchResumeToken: this.token });
    if (this.invalidated) return batch(false);
    if (batchSize === 0) return batch(true);
    this.checkHistory(this.next.ts);
    this.checkResumed();
    let bytes = 0;
    for (const { event, ts, next } of this.ahead()) {
      const doc = this.transform(event);
      if (doc) {
        const encoded = encode(doc);
        bytes += encoded.length;
        if (docs.length > 0 && bytes > MAX_BATCH_BYTES) return batch(true);
        docs.push(encoded);
        this.token = event._id as object;
        this.tokenTs = ts;
      }
      this.next = next;
      this.invalidated = event.operationType === 'invalidate';
      if (docs.length >= batchSize) return batch(true);
      if (this.invalidated) return batch(false);
    }
    // All is read, of which the end was nothing for this stream: a resume need not read it again.
    const read = this.next.ts - 1n;
    if (read > this.tokenTs) {
      this.token = markToken(read);
      this.tokenTs = read;
    }
    return batch(true);
  }

  /** The committed events that come next, each with the place after it; goes past what is none. */
  private *ahead(): Generator<{ event: Doc; ts: bigint; next: Place }> {
    const { oplog, commit } = this.engine;
    for (let i = oplog.seek(this.next.ts); ; i++) {
      const entry = oplog.at(i);
      if (!entry || entry.ts > commit.committed) return;
      const { ts } = entry;
      let { op, nth } = ts === this.next.ts ? this.next : beginningOf(ts);
      for (; op < entry.ops.length; op++, nth = 0) {
        const events = eventsOf(entry, op, this.scope);
        for (; nth < events.length; nth++) yield { event: events[nth]!, ts, next: { ts, op, nth: nth + 1 } };
      }
      this.next = beginningOf(ts + 1n);
    }
  }

  private transform(event: Doc): Doc | undefined {
    if (this.lookup && event.operationType === 'update') event.fullDocument = this.current(event);
    for (const out of this.pipeline([event])) {
      if (!isObject(out._id) || out._id._data !== (event._id as Doc)._data) {
        fail(
          280,
          'Encountered an event whose _id field, which contains the resume token, was modified by the pipeline. Modifying the _id field of an event makes it impossible to resume the stream from that point. Only transformations that retain the unmodified _id field are allowed.',
        );
      }
      return out;
    }
    return undefined;
  }

  /** The document as a majority has it now. */
  private current(event: Doc): Doc | null {
    const { db, coll } = event.ns as { db: string; coll: string };
    return (
      this.engine.commit
        .committedStore()
        .get(`${db}.${coll}`)
        ?.byId((event.documentKey as Doc)._id)?.doc ?? null
    );
  }
}
