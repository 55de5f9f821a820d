import type { Bug } from '../../../groundhog/index.ts';

export const lostUpdate: Bug = {
  name: 'lost-update',
  edits: [
    {
      file: 'services/inventory/streams.ts',
      find: `if (isDuplicateKey(error)) return false;`,
      replace: `if (isDuplicateKey(error)) return this.#append(product, { ...stock, version }, decided);`,
    },
  ],
  why: 'An append that collides takes the next version instead of deciding again, so it has no expected version.',
  exposedBy: 'Two instances reserve the last units at once: both decided on the same stock, and both append.',
  caughtBy: ['stock-never-negative', 'one-reservation', 'units-conserved'],
  cause: {
    process: 'inventory',
    faults: [],
    moment: { is: 'message', by: 'inventory', to: 'database', says: 'find events' },
  },
};
