import type { Bug } from '../../../groundhog/index.ts';

export const gapSkipped: Bug = {
  name: 'gap-skipped',
  edits: [
    {
      file: 'services/inventory/streams.ts',
      find: `    try {
      await this.#events.insertOne(event);`,
      replace: `    try {
      const counter = await this.#counters.findOneAndUpdate(
        { _id: EVENTS.name },
        { $inc: { position: 1 } },
        { upsert: true, returnDocument: 'after' },
      );
      event.position = counter!.position;
      await this.#events.insertOne(event);`,
    },
    {
      file: 'services/inventory/streams.ts',
      find: `    this.#log = log;`,
      replace: `    this.#counters = mongo.db(EVENTS.db).collection('counters');
    this.#log = log;`,
    },
    {
      file: 'services/inventory/streams.ts',
      find: `  readonly #log: Logger;`,
      replace: `  readonly #counters: Collection<{ _id: string; position: number }>;
  readonly #log: Logger;`,
    },
    {
      file: 'services/common/stock.ts',
      find: `  /** The writer's clock`,
      replace: `  /** Over all streams: 1, 2, 3… */
  position?: number;
  /** The writer's clock`,
    },
    {
      file: 'services/projector/follow.ts',
      find: `        await this.#apply(change.fullDocument);
        unsavedEvents++;`,
      replace: `        await this.#applyNewer();
        unsavedEvents++;`,
    },
    {
      file: 'services/projector/follow.ts',
      find: `  async #apply(event`,
      replace: `  /** All that is new since last time, in one request: a burst of changes is one batch. */
  async #applyNewer(): Promise<void> {
    const newer = this.#events.find({ position: { $gt: this.#position } }).sort({ position: 1 });
    for await (const event of newer) {
      await this.#apply(event);
      this.#position = event.position!;
    }
  }

  async #apply(event`,
    },
    {
      file: 'services/projector/follow.ts',
      find: `  readonly #mongo: MongoClient;`,
      replace: `  #position = 0;
  readonly #mongo: MongoClient;`,
    },
  ],
  why: 'Positions are given out before events are stored, so a smaller one may come later; it is never asked for again.',
  exposedBy:
    'Of two events the one with the greater position is stored first, and the projector reads in between.',
  caughtBy: ['token-never-ahead', 'view-equals-fold'],
  cause: {
    process: 'projector',
    faults: [],
    moment: { is: 'message', by: 'projector', to: 'database', says: 'find events' },
  },
};
