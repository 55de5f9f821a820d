/**
 * Follows the change stream of the event store, from the saved token on, or from a rebuild where there is none.
 *
 * The order matters: apply first, save the token after. A crash in between applies an event again, which the view
 * ignores; the other way round would lose it.
 */
import {
  type ChangeStream,
  type ChangeStreamInsertDocument,
  type ChangeStreamOptions,
  type ClientSession,
  type Collection,
  type MongoClient,
  MongoServerError,
  type ResumeToken,
  type Timestamp,
} from 'mongodb';
import type { Logger } from 'pino';
import { EVENTS } from '../common/collections.ts';
import type { Metrics } from '../common/metrics/metrics.ts';
import type { StockEvent } from '../common/stock.ts';
import type { Checkpoint } from './checkpoint.ts';
import { type ProjectionMetrics, projectionMetrics } from './metrics.ts';
import type { View } from './view.ts';

type Insert = ChangeStreamInsertDocument<StockEvent>;

/** How long the server holds a request for changes when there are none. */
const AWAIT_MS = 500;
/** The token is saved after this many events, or this long after the last save, whichever comes first. */
const SAVE_EVERY_EVENTS = 50;
const SAVE_EVERY_MS = 100;
/** While nothing happens the token still moves on, so that it does not grow too old. */
const SAVE_IDLE_EVERY_MS = 5000;

/** ChangeStreamHistoryLost, ChangeStreamFatalError, InvalidResumeToken. */
const TOKEN_IS_USELESS = [286, 280, 260];

export class Follower {
  /** Since this instance started. */
  readonly applied = { events: 0, last_lag_ms: null as number | null };
  readonly #mongo: MongoClient;
  readonly #events: Collection<StockEvent>;
  readonly #view: View;
  readonly #checkpoint: Checkpoint;
  readonly #closing: AbortSignal;
  readonly #log: Logger;
  readonly #metrics: ProjectionMetrics;

  constructor(
    mongo: MongoClient,
    view: View,
    checkpoint: Checkpoint,
    closing: AbortSignal,
    log: Logger,
    metrics: Metrics,
  ) {
    this.#mongo = mongo;
    this.#events = mongo.db(EVENTS.db).collection<StockEvent>(EVENTS.name);
    this.#view = view;
    this.#checkpoint = checkpoint;
    this.#closing = closing;
    this.#log = log;
    this.#metrics = projectionMetrics(metrics);
  }

  /** Follows until told to close. Throws on any failure; called again, it goes on from what was saved. */
  async follow(): Promise<void> {
    const token = await this.#checkpoint.load();
    if (token === null) return this.#rebuildAndFollow('no checkpoint');
    try {
      await this.#followFrom({ resumeAfter: token });
    } catch (error) {
      if (!isTokenUseless(error)) throw error;
      await this.#rebuildAndFollow((error as Error).message);
    }
  }

  async #rebuildAndFollow(reason: string): Promise<void> {
    this.#metrics.rebuilds.inc();
    this.#log.warn({ reason }, 'rebuilding the view from the event store');
    const startAtOperationTime = await this.#mongo.withSession((session) => this.#rebuild(session));
    await this.#followFrom({ startAtOperationTime });
  }

  /**
   * Rebuilds the view and returns a time that precedes no event it has missed. That is the time of a majority read, not
   * of the last write: what was written, but not yet to a majority, would be in neither the rebuild nor the stream. The
   * session makes later reads see at least as much, even if another server answers them.
   */
  async #rebuild(session: ClientSession): Promise<Timestamp> {
    await this.#events.findOne({}, { session });
    const from = session.operationTime;
    if (!from) throw new Error('the database tells no operation time: it is not a replica set');
    await this.#view.rebuildAll(session);
    return from;
  }

  async #followFrom(start: Pick<ChangeStreamOptions, 'resumeAfter' | 'startAtOperationTime'>): Promise<void> {
    const stream = this.#events.watch<StockEvent, Insert>([{ $match: { operationType: 'insert' } }], {
      ...start,
      maxAwaitTimeMS: AWAIT_MS,
    });
    try {
      await this.#consume(stream);
    } finally {
      await stream.close().catch(() => undefined);
    }
  }

  async #consume(stream: ChangeStream<StockEvent, Insert>): Promise<void> {
    let saved: ResumeToken = null;
    let savedAtMs = performance.now();
    let unsavedEvents = 0;
    while (!this.#closing.aborted) {
      const change = await stream.tryNext();
      this.#metrics.heard.set(Date.now() / 1000);
      if (change) {
        await this.#apply(change.fullDocument);
        unsavedEvents++;
      }
      const sinceMs = performance.now() - savedAtMs;
      const due = unsavedEvents >= SAVE_EVERY_EVENTS || (unsavedEvents > 0 && sinceMs >= SAVE_EVERY_MS);
      if (!due && sinceMs < SAVE_IDLE_EVERY_MS) continue;
      const token = stream.resumeToken;
      if (token && token !== saved) {
        await this.#checkpoint.save(token);
        this.#metrics.tokenSaves.inc();
      }
      saved = token;
      savedAtMs = performance.now();
      unsavedEvents = 0;
    }
  }

  async #apply(event: StockEvent): Promise<void> {
    await this.#view.apply(event);
    this.applied.events++;
    if (!(event.timestamp instanceof Date)) return;
    const lagMs = Date.now() - event.timestamp.getTime();
    this.applied.last_lag_ms = lagMs;
    // The writer's clock may be ahead of this one.
    this.#metrics.lag.observe(Math.max(0, lagMs) / 1000);
  }
}

function isTokenUseless(error: unknown): boolean {
  if (!(error instanceof MongoServerError)) return false;
  return (
    TOKEN_IS_USELESS.includes(Number(error.code)) || error.hasErrorLabel('NonResumableChangeStreamError')
  );
}
