/**
 * The event store: one stream per product, appended to with an expected version.
 *
 * Each stream's fold is kept in memory, with one small entry per order, and only newer events are read. The fold may
 * lag behind other instances at any time; it is the unique index on {stream_id, version} that decides, since a
 * decision made on an old fold collides with the event that the fold lacks. A refusal appends nothing, and so may be
 * as old as the fold; but none may say of a product that it is not there: the first read of each is linearizable.
 */
import type { Collection, MongoClient } from 'mongodb';
import type { Logger } from 'pino';
import type { Counter } from 'prom-client';
import { EVENTS } from '../common/collections.ts';
import { HttpError } from '../common/http-error.ts';
import type { Metrics } from '../common/metrics/metrics.ts';
import { isDuplicateKey, LINEARIZABLE } from '../common/mongo.ts';
import { type StockEvent, whyPoison } from '../common/stock.ts';
import {
  type Command,
  type Decision,
  decide,
  emptyStock,
  evolve,
  type NewEvent,
  type Stock,
} from './decide.ts';
import { Turns } from './turns.ts';

/** Nobody waits for an answer that comes later than this. */
const MAX_WAIT_MS = 2000;
/** Each collision means that another instance got on; this many in a row mean that something else is wrong. */
const MAX_COLLISIONS = 20;

export interface EventsQuery {
  /** A version: only those before it. */
  before?: number | undefined;
  order_id?: string | undefined;
  most: number;
}

export class Streams {
  readonly #events: Collection<StockEvent>;
  readonly #log: Logger;
  readonly #collided: Counter;
  readonly #folds = new Map<string, Stock>();
  readonly #turns = new Turns(MAX_WAIT_MS);

  constructor(mongo: MongoClient, log: Logger, metrics: Metrics) {
    this.#events = mongo.db(EVENTS.db).collection<StockEvent>(EVENTS.name);
    this.#log = log;
    this.#collided = metrics.counter(
      'stream_append_collisions_total',
      'Events whose version another had taken meanwhile, decided anew',
    );
  }

  /** The stock of a product as of the events that this instance can tell to be durable. Version 0: there is no such product. */
  read(product: string): Promise<Stock> {
    return this.#turns.take(product, () => this.#catchUp(product));
  }

  /** Names of all products, in their order. */
  async products(): Promise<string[]> {
    const names: unknown[] = await this.#events.distinct('stream_id');
    // A poison event may be of a stream that is no name.
    return names.filter((name) => typeof name === 'string').sort();
  }

  /** Events of a stream as they are stored: the newest first, or all that are of one order. */
  events(product: string, { before, order_id, most }: EventsQuery): Promise<StockEvent[]> {
    const filter = {
      stream_id: product,
      ...(before !== undefined && { version: { $lt: before } }),
      ...(order_id !== undefined && { order_id }),
    };
    return this.#events.find(filter).sort({ version: -1 }).limit(most).toArray();
  }

  /** Decides a command and appends the event it leads to. The stock returned includes that event. */
  execute(product: string, command: Command): Promise<{ decision: Decision; stock: Stock }> {
    return this.#turns.take(product, async () => {
      for (let collisions = 0; collisions < MAX_COLLISIONS; collisions++) {
        if (collisions > 0) this.#collided.inc();
        const stock = await this.#catchUp(product);
        const decision = decide(stock, command);
        if (decision.kind !== 'append') return { decision, stock };
        if (await this.#append(product, stock, decision.event)) return { decision, stock };
      }
      throw new HttpError(503, 'busy', 'too many others write to this product', 'product_id');
    });
  }

  /** False when another event took the version that this one was decided for. */
  async #append(product: string, stock: Stock, decided: NewEvent): Promise<boolean> {
    const { type, qty, order_id } = decided;
    const version = stock.version + 1;
    const event: StockEvent = { stream_id: product, type, qty, version, timestamp: new Date(), order_id };
    try {
      await this.#events.insertOne(event);
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
    evolve(stock, event);
    return true;
  }

  async #catchUp(product: string): Promise<Stock> {
    const known = this.#folds.get(product);
    const stock = known ?? emptyStock();
    const newer = { stream_id: product, version: { $gt: stock.version } };
    // A primary just chosen may not know yet what is durable: that there is no such stream takes more than its word.
    const first = known ? undefined : { readConcern: LINEARIZABLE };
    for (const event of await this.#events.find(newer, first).sort({ version: 1 }).toArray()) {
      const poison = whyPoison(event);
      if (poison) this.#log.error({ product, version: event.version, poison }, 'poison event has no effect');
      evolve(stock, event);
    }
    // Ids that lead nowhere would otherwise stay in memory for good.
    if (stock.version > 0) this.#folds.set(product, stock);
    return stock;
  }
}
