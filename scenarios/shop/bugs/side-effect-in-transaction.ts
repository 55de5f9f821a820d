import type { Bug } from '../../../groundhog/index.ts';

export const sideEffectInTransaction: Bug = {
  name: 'side-effect-in-transaction',
  edits: [
    {
      file: 'services/inventory/streams.ts',
      find: `    const { type, qty, order_id } = decided;
    const version = stock.version + 1;
    const event: StockEvent = { stream_id: product, type, qty, version, timestamp: new Date(), order_id };
    try {
      await this.#events.insertOne(event);
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
    evolve(stock, event);
    return true;`,
      replace: `    try {
      await this.#mongo.withSession((session) =>
        session.withTransaction(async () => {
          const version = stock.version + 1;
          const event: StockEvent = { stream_id: product, ...decided, version, timestamp: new Date() };
          await this.#events.insertOne(event, { session });
          evolve(stock, event);
          // How many events each stream has, for the sales report.
          await this.#counts.updateOne({ _id: product }, { $inc: { events: 1 } }, { upsert: true, session });
        }),
      );
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
    return true;`,
    },
    {
      file: 'services/inventory/streams.ts',
      find: `    this.#log = log;`,
      replace: `    this.#mongo = mongo;
    this.#counts = mongo.db(EVENTS.db).collection('event_counts');
    this.#log = log;`,
    },
    {
      file: 'services/inventory/streams.ts',
      find: `  readonly #log: Logger;`,
      replace: `  readonly #mongo: MongoClient;
  readonly #counts: Collection<{ _id: string; events: number }>;
  readonly #log: Logger;`,
    },
  ],
  why: 'The fold in memory is changed inside a transaction, which the driver runs again after a conflict.',
  exposedBy:
    'The transaction aborts after the fold was changed, by a conflict or a fail-over: it runs again, one version too far.',
  caughtBy: ['versions-gapless', 'one-reservation', 'units-conserved'],
  cause: {
    process: 'inventory',
    faults: [],
    moment: { is: 'commit', coll: 'shop_db.events', by: 'inventory' },
  },
};
