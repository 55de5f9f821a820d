import type { Bug } from '../../../groundhog/index.ts';
import { ROLLS_BACK } from '../../fault-groups.ts';

export const appendW1: Bug = {
  name: 'append-w1',
  edits: [
    {
      file: 'services/inventory/streams.ts',
      find: `await this.#events.insertOne(event);`,
      replace: `await this.#events.insertOne(event, { writeConcern: { w: 1 } });`,
    },
  ],
  why: 'An append counts as done once the primary has it, which is before it is durable.',
  exposedBy:
    'The primary acknowledges a reserve, is cut off or dies before a majority has it, and it is rolled back. An event that was appended behind it leaves a gap.',
  caughtBy: ['units-conserved', 'one-reservation', 'stock-never-negative', 'versions-gapless'],
  cause: {
    process: 'inventory',
    faults: [...ROLLS_BACK],
    moment: { is: 'election', says: 'becomes primary' },
  },
};
