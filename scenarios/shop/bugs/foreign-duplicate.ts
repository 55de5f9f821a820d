import type { Bug } from '../../../groundhog/index.ts';

export const foreignDuplicate: Bug = {
  name: 'foreign-duplicate',
  edits: [
    {
      file: 'services/inventory/streams.ts',
      find: `      if (isDuplicateKey(error)) return false;
      throw error;
    }
    evolve(stock, event);
    return true;`,
      replace: `      // An earlier try was stored, only its reply was lost.
      if (isDuplicateKey(error)) return true;
      throw error;
    }
    evolve(stock, event);
    return true;`,
    },
  ],
  why: "A duplicate key is taken for the writer's own earlier try; it may be another order's event.",
  exposedBy: 'Two instances append to a product at once: the second is told that it has what the first took.',
  caughtBy: ['units-conserved', 'one-reservation'],
  cause: {
    process: 'inventory',
    faults: [],
    moment: { is: 'message', by: 'database', to: 'inventory', says: 'error 11000' },
  },
};
