import { fault, fc } from '../../../groundhog/index.ts';

/** A deploy prepares the database again, as `scripts/init-mongo.js` may at any time; it dies half way, and is run once more. */
export const seededAgain = fault({
  kind: 'seeded-again',
  says: 'collections, indexes and products are seeded again while orders come, by what is killed half way and run once more',
  durationMs: [5, 300],
  draw: () => fc.constant({}),
  describe: () => 'collections, indexes, products',
  inject(_params, { setUpAgain }) {
    setUpAgain();
    return setUpAgain;
  },
});
