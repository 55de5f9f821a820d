import type { Bug } from '../../../groundhog/index.ts';

export const stockCacheStale: Bug = {
  name: 'stock-cache-stale',
  edits: [
    {
      file: 'services/projector/view.ts',
      find: `  find(product: string): Promise<ProductView | null> {
    return this.#view.findOne({ product_id: product }, { projection: PUBLIC, readConcern: LINEARIZABLE });
  }`,
      replace: `  async find(product: string): Promise<ProductView | null> {
    const cached = this.#cache.get(product);
    if (cached) return cached;
    const found = await this.#view.findOne(
      { product_id: product },
      { projection: PUBLIC, readConcern: LINEARIZABLE },
    );
    if (found) this.#cache.set(product, found);
    return found;
  }`,
    },
    {
      file: 'services/projector/view.ts',
      find: `    if (matchedCount === 1) return;`,
      replace: `    if (matchedCount === 1) {
      this.#cache.delete(product);
      return;
    }`,
    },
    {
      file: 'services/projector/view.ts',
      find: `  readonly #poison: PoisonEvents;

`,
      replace: `  readonly #poison: PoisonEvents;
  readonly #cache = new Map<string, ProductView>();

`,
    },
  ],
  why: 'The cache of stock is told of what its own instance applied, and of nothing that another did.',
  exposedBy:
    'A client reads a product from both projectors in turn, one of which lost the race to apply an event.',
  caughtBy: ['never-seen-back'],
  cause: {
    process: 'projector',
    faults: [],
    moment: { is: 'answer', says: '/products/' },
  },
};
