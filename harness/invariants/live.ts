/**
 * A judge of a running MongoDB: one change stream over the whole cluster, and no word from the services.
 *
 * To know how far the stream has come, a mark is written to a database of the harness's own and awaited in the
 * stream: all that was committed before it has then been seen. It works on a quiet cluster as well as on a busy one.
 */
import { randomUUID } from 'node:crypto';
import { type ChangeStream, type Document, type MongoClient, ReadPreference, type Timestamp } from 'mongodb';
import type { Answer } from './invariant.ts';
import { type FeedTarget, LiveFeed, type StreamEvent } from './live-feed.ts';

const MARKS = { db: 'groundhog_harness', coll: 'marks' };
const AWAIT_MS = 100;

export interface LiveOptions extends FeedTarget {
  client: MongoClient;
  /** How often held answers are let through to the judge. */
  markEveryMs?: number;
  /** Told once if the stream breaks, or the judge itself: nothing is judged from then on. */
  onFailure?: (error: Error) => void;
}

export class LiveJudge {
  readonly #options: LiveOptions;
  readonly #feed: LiveFeed;
  readonly #stream: ChangeStream;
  readonly #markId = randomUUID();
  readonly #awaited = new Map<
    number,
    { resolve: (clusterTime: bigint) => void; reject: (error: Error) => void }
  >();
  #reading: Promise<void> = Promise.resolve();
  #turn: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #marks = 0;
  #stopped = false;
  #failure: Error | undefined;

  private constructor(options: LiveOptions, feed: LiveFeed, from: Timestamp) {
    this.#options = options;
    this.#feed = feed;
    const dbs = [...new Set([...options.collections.map(({ db }) => db), MARKS.db])];
    this.#stream = options.client.watch([{ $match: { 'ns.db': { $in: dbs } } }], {
      startAtOperationTime: from,
      maxAwaitTimeMS: AWAIT_MS,
      readPreference: ReadPreference.primary,
    });
  }

  /**
   * Copies what is stored, catches up, and from then on feeds `judge`. Rejects when the deployment has no change
   * streams (it is no replica set) or does not answer within `timeoutMs`.
   */
  static async start(options: LiveOptions, timeoutMs = 30_000): Promise<LiveJudge> {
    const feed = new LiveFeed(options);
    const { operationTime } = await options.client.db('admin').command({ ping: 1 });
    if (!operationTime) throw new Error('the deployment tells no operation time: it must be a replica set');
    for (const { db, coll } of options.collections) {
      const docs = options.client
        .db(db)
        .collection(coll)
        .find({}, { readConcern: { level: 'majority' } });
      for await (const doc of docs) feed.onCopied(db, coll, doc);
    }
    const live = new LiveJudge(options, feed, operationTime);
    live.#reading = live.#read();
    try {
      feed.begin(await live.#mark(timeoutMs));
    } catch (error) {
      await live.stop();
      throw error;
    }
    live.#timer = setInterval(() => live.#letThrough(), options.markEveryMs ?? 200);
    return live;
  }

  /** Takes an answer; the judge sees it soon, when the stream has passed the moment it came. */
  onAnswer(answer: Answer): void {
    this.#feed.hold(answer);
  }

  /** Resolves when the judge has seen every answer taken and every change committed before this call. */
  caughtUp(timeoutMs = 30_000): Promise<void> {
    // One at a time: answers are let through by their number, which must not be counted twice.
    const turn = this.#turn.then(async () => {
      const count = this.#feed.held;
      await this.#mark(timeoutMs);
      this.#release(count);
    });
    this.#turn = turn.catch(() => {});
    return turn;
  }

  /** Ends the stream and takes the mark away. Answers still held are dropped: call `caughtUp` first. */
  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    clearInterval(this.#timer);
    this.#failAwaited(new Error('the judge was stopped'));
    await this.#stream.close().catch(() => {});
    await this.#reading;
    await this.#marksCollection()
      .deleteOne({ _id: this.#markId })
      .catch(() => {});
  }

  #letThrough(): void {
    if (this.#feed.held === 0 || this.#awaited.size > 0 || this.#failure) return;
    // A mark that fails here is tried again by the next tick; a failure of the stream or the judge tells so itself.
    this.caughtUp().catch(() => {});
  }

  #release(count: number): void {
    try {
      this.#feed.release(count);
    } catch (error) {
      this.#fail(error);
      throw error;
    }
  }

  async #mark(timeoutMs: number): Promise<bigint> {
    if (this.#failure) throw this.#failure;
    const n = ++this.#marks;
    let timer: NodeJS.Timeout | undefined;
    const seen = new Promise<bigint>((resolve, reject) => {
      this.#awaited.set(n, { resolve, reject });
      timer = setTimeout(
        () => reject(new Error(`the change stream is more than ${timeoutMs} ms late`)),
        timeoutMs,
      );
    });
    const written = this.#marksCollection().updateOne(
      { _id: this.#markId },
      { $set: { n } },
      { upsert: true, writeConcern: { w: 'majority' } },
    );
    try {
      const [clusterTime] = await Promise.all([seen, written]);
      return clusterTime;
    } finally {
      clearTimeout(timer);
      this.#awaited.delete(n);
    }
  }

  async #read(): Promise<void> {
    try {
      while (!this.#stopped) {
        const event = (await this.#stream.tryNext()) as StreamEvent | null;
        if (event) this.#onEvent(event);
      }
    } catch (error) {
      if (!this.#stopped) this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    if (this.#failure) return;
    this.#failure = error instanceof Error ? error : new Error(String(error));
    this.#failAwaited(this.#failure);
    this.#options.onFailure?.(this.#failure);
  }

  #onEvent(event: StreamEvent): void {
    if (event.ns?.db !== MARKS.db) {
      this.#feed.onEvent(event);
      return;
    }
    if (event.documentKey?._id !== this.#markId) return;
    const n = event.fullDocument?.n ?? event.updateDescription?.updatedFields?.n;
    this.#awaited.get(n)?.resolve(event.clusterTime!.toBigInt());
  }

  #failAwaited(error: Error): void {
    for (const { reject } of this.#awaited.values()) reject(error);
  }

  #marksCollection() {
    return this.#options.client.db(MARKS.db).collection<Document & { _id: string }>(MARKS.coll);
  }
}
