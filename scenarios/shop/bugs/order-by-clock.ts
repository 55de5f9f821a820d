import type { Bug } from '../../../groundhog/index.ts';

export const orderByClock: Bug = {
  name: 'order-by-clock',
  edits: [
    {
      file: 'services/projector/view.ts',
      find: `      { product_id: product, last_version: version - 1 },
      { $inc: { available_stock: stockChange(event) }, $set: { last_version: version } },
    );
    if (matchedCount === 1) return;
    // An old view sends us on to a rebuild, which the same guard keeps harmless: a cheap read will do.
    const current = await this.#view.findOne({ product_id: product }, { projection: PUBLIC });
    if ((current?.last_version ?? 0) >= version) return;`,
      replace: `      // Only what is newer than all that was applied.
      { product_id: product, as_of: { $lt: event.timestamp } },
      {
        $inc: { available_stock: stockChange(event) },
        $set: { last_version: version, as_of: event.timestamp },
      },
    );
    if (matchedCount === 1) return;
    const current = await this.#view.findOne({ product_id: product }, { readConcern: LINEARIZABLE });
    if (current && current.as_of >= event.timestamp) return;`,
    },
    {
      file: 'services/projector/view.ts',
      find: `    for await (const event of this.#events.find({ stream_id: product }, { session }).sort({ version: 1 })) {`,
      replace: `    let as_of = new Date(0);
    for await (const event of this.#events.find({ stream_id: product }, { session }).sort({ timestamp: 1 })) {`,
    },
    {
      file: 'services/projector/view.ts',
      find: `      last_version = event.version;
    }`,
      replace: `      last_version = event.version;
      as_of = event.timestamp;
    }`,
    },
    {
      file: 'services/projector/view.ts',
      find: `        { product_id: product, last_version: { $lte: last_version } },
        { $set: { available_stock, last_version } },`,
      replace: `        { product_id: product, as_of: { $lte: as_of } },
        { $set: { available_stock, last_version, as_of } },`,
    },
    {
      file: 'services/projector/view.ts',
      find: `  last_version: number;
}

const PUBLIC`,
      replace: `  last_version: number;
  as_of: Date;
}

const PUBLIC`,
    },
  ],
  why: 'Events are put in order by the clocks of those who wrote them.',
  exposedBy:
    'The clocks of two inventories differ: an event from the slow one looks older than what came before it.',
  caughtBy: ['view-equals-fold', 'token-never-ahead'],
  cause: {
    process: 'projector',
    faults: [],
    moment: { is: 'commit', coll: 'shop_db.events', by: 'inventory' },
  },
};
