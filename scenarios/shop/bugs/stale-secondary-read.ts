import type { Bug } from '../../../groundhog/index.ts';

export const staleSecondaryRead: Bug = {
  name: 'stale-secondary-read',
  edits: [
    {
      file: 'services/inventory/streams.ts',
      find: `    const known = this.#folds.get(product);
    const stock = known ?? emptyStock();
    const newer = { stream_id: product, version: { $gt: stock.version } };
    // A primary just chosen may not know yet what is durable: that there is no such stream takes more than its word.
    const first = known ? undefined : { readConcern: LINEARIZABLE };
    for (const event of await this.#events.find(newer, first).sort({ version: 1 }).toArray()) {`,
      replace: `    const stock = emptyStock();
    // The primary says which version is expected next; reading the whole stream is left to the secondaries.
    const head = await this.#events.findOne({ stream_id: product }, { sort: { version: -1 } });
    const onSecondary = { readPreference: 'secondaryPreferred', readConcern: { level: 'local' } } as const;
    for (const event of await this.#events
      .find({ stream_id: product }, onSecondary)
      .sort({ version: 1 })
      .toArray()) {`,
    },
    {
      file: 'services/inventory/streams.ts',
      find: `    // Ids that lead nowhere would otherwise stay in memory for good.
    if (stock.version > 0) this.#folds.set(product, stock);
    return stock;`,
      replace: `    stock.version = head?.version ?? 0;
    return stock;`,
    },
    {
      file: 'services/inventory/streams.ts',
      find: `  readonly #folds = new Map<string, Stock>();
`,
      replace: '',
    },
  ],
  why: 'The expected version is read from the primary and the stock from a secondary, which may not have come that far.',
  exposedBy: 'A secondary lags behind by one reserve while the last units are reserved.',
  caughtBy: ['stock-never-negative', 'one-reservation', 'units-conserved'],
  cause: {
    process: 'inventory',
    faults: [],
    moment: { is: 'message', by: 'inventory', to: 'database', says: 'find events' },
  },
};
