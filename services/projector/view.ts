/**
 * The read model: stock per product, as of `last_version`.
 *
 * Every write is guarded by `last_version`, so the view only ever moves forward, each event counts once, and any
 * number of projectors may write at the same time.
 */
import type { ClientSession, Collection, MongoClient } from 'mongodb';
import { EVENTS, PRODUCTS_VIEW } from '../common/collections.ts';
import { isDuplicateKey, LINEARIZABLE } from '../common/mongo.ts';
import { type StockEvent, stockChange } from '../common/stock.ts';
import { type PoisonEvents, whyOutOfPlace } from './poison.ts';

export interface ProductView {
  product_id: string;
  available_stock: number;
  last_version: number;
}

const PUBLIC = { _id: 0, product_id: 1, available_stock: 1, last_version: 1 };

export class View {
  readonly #view: Collection<ProductView>;
  readonly #events: Collection<StockEvent>;
  readonly #poison: PoisonEvents;

  constructor(mongo: MongoClient, poison: PoisonEvents) {
    this.#poison = poison;
    this.#view = mongo.db(PRODUCTS_VIEW.db).collection<ProductView>(PRODUCTS_VIEW.name);
    this.#events = mongo.db(EVENTS.db).collection<StockEvent>(EVENTS.name);
  }

  find(product: string): Promise<ProductView | null> {
    return this.#view.findOne({ product_id: product }, { projection: PUBLIC, readConcern: LINEARIZABLE });
  }

  all(): Promise<ProductView[]> {
    return this.#view
      .find({}, { projection: PUBLIC, readConcern: LINEARIZABLE })
      .sort({ product_id: 1 })
      .toArray();
  }

  /** Applies one event, exactly once however often it is given, and whatever is missing before it. */
  async apply(event: StockEvent): Promise<void> {
    await this.#poison.setAsideIfPoison(event);
    if (whyOutOfPlace(event) !== null) return;
    const { stream_id: product, version } = event;
    const { matchedCount } = await this.#view.updateOne(
      { product_id: product, last_version: version - 1 },
      { $inc: { available_stock: stockChange(event) }, $set: { last_version: version } },
    );
    if (matchedCount === 1) return;
    // An old view sends us on to a rebuild, which the same guard keeps harmless: a cheap read will do.
    const current = await this.#view.findOne({ product_id: product }, { projection: PUBLIC });
    if ((current?.last_version ?? 0) >= version) return;
    if ((await this.rebuild(product)) < version)
      throw new Error(`${product} is not readable up to ${version} yet`);
  }

  /**
   * Folds the whole stream of a product anew and brings the view to its head. Returns the version it then has.
   * With a session it sees all that the session has seen before.
   */
  async rebuild(product: string, session?: ClientSession): Promise<number> {
    let available_stock = 0;
    let last_version = 0;
    for await (const event of this.#events.find({ stream_id: product }, { session }).sort({ version: 1 })) {
      await this.#poison.setAsideIfPoison(event);
      if (whyOutOfPlace(event) !== null) continue;
      available_stock += stockChange(event);
      last_version = event.version;
    }
    if (last_version === 0) return 0;
    try {
      await this.#view.updateOne(
        { product_id: product, last_version: { $lte: last_version } },
        { $set: { available_stock, last_version } },
        { upsert: true },
      );
    } catch (error) {
      // The upsert found nothing to update and could not insert: the view is past this version already.
      if (!isDuplicateKey(error)) throw error;
    }
    return last_version;
  }

  async rebuildAll(session: ClientSession): Promise<void> {
    for (const product of await this.#events.distinct('stream_id', {}, { session })) {
      await this.rebuild(product, session);
    }
  }

  /** How many events of this product are in the store, but not in the view. */
  async behind({ product_id, last_version }: ProductView): Promise<number> {
    const head = await this.#events.findOne({ stream_id: product_id }, { sort: { version: -1 } });
    return Math.max(0, (head?.version ?? 0) - last_version);
  }
}
