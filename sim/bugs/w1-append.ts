import type { Bug } from './bug.ts';

export const w1Append: Bug = {
  name: 'w1-append',
  file: 'services/inventory/streams.ts',
  find: `await this.#events.insertOne(event);`,
  replace: `await this.#events.insertOne(event, { writeConcern: { w: 1 } });`,
  why: 'An append counts as soon as the primary has it, without waiting for a majority of the members.',
  exposedBy:
    'The primary is lost before another member has the event: it is rolled back, though an order was confirmed on it.',
  caughtBy: ['one-reservation', 'versions-gapless', 'units-conserved'],
};
