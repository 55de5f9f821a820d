/**
 * A change stream: committed oplog entries as events, through the user's pipeline, in batches. It waits for news
 * only inside a getMore, and then for the commit point to move.
 */
import type { Timestamp } from 'bson';
import { encode } from '../bson/encode.ts';
import { MAX_INTERNAL_BYTES, tooLarge } from '../bson/size.ts';
import { type Doc, isObject, T, typeName, typeOf, type Value } from '../bson/values.ts';
import { type Batch, MAX_BATCH_BYTES } from '../cursors.ts';
import type { Engine } from '../engine.ts';
import { fail } from '../errors.ts';
import { fromTimestamp, isDocumentOp, type Op } from '../oplog/entry.ts';
import { compilePipeline, type PipelineContext, type Stage } from '../query/stages.ts';
import { eventsOf, type Scope } from './events.ts';
import { addImages } from './images.ts';
import { fragmentsOf } from './split.ts';
import { checkedStage, type StreamSpec } from './stage.ts';
import { markToken, type Position, parseToken } from './token.ts';

/** What is to be looked at next: of which entry, which of its operations, and which of that one's events. */
interface Place {
  ts: bigint;
  op: number;
  nth: number;
  /** So many parts of that event are told already. */
  told?: number;
}

const beginningOf = (ts: bigint): Place => ({ ts, op: 0, nth: 0 });

/** Where a stream goes on that resumes from a token: after a drop the invalidate may yet come. */
function after({ ts, op, mark, invalidate, fragment }: Position): Place {
  if (mark) return beginningOf(ts);
  if (fragment !== undefined) return { ts, op, nth: invalidate ? 1 : 0, told: fragment + 1 };
  return invalidate ? { ts, op: op + 1, nth: 0 } : { ts, op, nth: 1 };
}

export class ChangeStream {
  private readonly engine: Engine;
  private readonly scope: Scope;
  private readonly pipeline: Stage;
  private readonly spec: StreamSpec;
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
    scope: Omit<Scope, 'expanded'>,
    spec: Value,
    pipeline: Doc[],
    { vars }: Pick<PipelineContext, 'vars'>,
  ) {
    this.spec = checkedStage(spec, pipeline, vars);
    const { options, expanded } = this.spec;
    this.engine = engine;
    this.scope = { ...scope, expanded };
    this.pipeline = compilePipeline(this.spec.pipeline, { vars, read: () => [] });
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
    if (position.fragment !== undefined && !this.spec.splits)
      fail(
        280,
        'To resume from a split event, the $changeStream pipeline must include a $changeStreamSplitLargeEvent stage',
      );
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
    for (const { event, op, at } of this.ahead()) {
      const parts = this.transform(event, op);
      for (let i = at.told ?? 0; i < parts.length; i++) {
        const encoded = encode(parts[i]!);
        if (encoded.length > MAX_INTERNAL_BYTES) throw tooLarge(encoded.length);
        bytes += encoded.length;
        if ((docs.length > 0 && bytes > MAX_BATCH_BYTES) || docs.length >= batchSize) return batch(true);
        docs.push(encoded);
        this.token = parts[i]!._id as object;
        this.tokenTs = at.ts;
        this.next = { ...at, told: i + 1 };
      }
      this.next = { ts: at.ts, op: at.op, nth: at.nth + 1 };
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

  /** The committed events that come next, each with what it is of and its place; goes past what is none. */
  private *ahead(): Generator<{ event: Doc; op: Op; at: Place }> {
    const { oplog, commit } = this.engine;
    for (let i = oplog.seek(this.next.ts); ; i++) {
      const entry = oplog.at(i);
      if (!entry || entry.ts > commit.committed) return;
      const { ts } = entry;
      let { op, nth, told } = ts === this.next.ts ? this.next : beginningOf(ts);
      for (; op < entry.ops.length; op++, nth = 0) {
        const events = eventsOf(entry, op, this.scope);
        for (; nth < events.length; nth++) {
          const at: Place = told === undefined ? { ts, op, nth } : { ts, op, nth, told };
          told = undefined;
          yield { event: events[nth]!, op: entry.ops[op]!, at };
        }
      }
      this.next = beginningOf(ts + 1n);
    }
  }

  /** The event as it comes out of the pipeline, in several parts where it is split; nothing where it is filtered out. */
  private transform(event: Doc, op: Op): Doc[] {
    if (isDocumentOp(op)) addImages(event, op, this.spec, this.engine);
    for (const out of this.pipeline([event])) {
      if (!isObject(out._id) || out._id._data !== (event._id as Doc)._data) {
        fail(
          280,
          'Encountered an event whose _id field, which contains the resume token, was modified by the pipeline. Modifying the _id field of an event makes it impossible to resume the stream from that point. Only transformations that retain the unmodified _id field are allowed.',
        );
      }
      return this.spec.splits ? fragmentsOf(out) : [out];
    }
    return [];
  }
}
