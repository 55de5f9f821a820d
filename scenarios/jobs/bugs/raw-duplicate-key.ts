import type { Bug } from '../../../groundhog/index.ts';

/** What emmett-mongodb itself does, seen when nobody translates it: `docs/bugs-found.md`. */
export const rawDuplicateKey: Bug = {
  name: 'raw-duplicate-key',
  edits: [
    {
      file: 'ledger/store.ts',
      find: `
/** emmett-mongodb tells of a conflict by the database's word for it, a duplicate key, which nobody takes for one. */
const append = store.appendToStream.bind(store);
store.appendToStream = async (stream, events, options) => {
  try {
    return await append(stream, events, options);
  } catch (error) {
    throw isDuplicate(error) ? new ConcurrencyError(undefined, 'another') : error;
  }
};
`,
      replace: '',
    },
    {
      file: 'ledger/store.ts',
      find: 'import { ConcurrencyError, type EmmettError, projections }',
      replace: 'import { type EmmettError, projections }',
    },
    {
      file: 'ledger/store.ts',
      find: 'import { database, isDuplicate }',
      replace: 'import { database }',
    },
  ],
  why: 'A conflict is expected as an error of emmett, as its documentation has it, and emmett-mongodb has another.',
  exposedBy:
    'Two append to one stream at once: what the second gets is the error of a unique index, and it is not tried again.',
  caughtBy: ['conflicts are told as such'],
  cause: {
    process: 'ledger',
    faults: [],
    moment: { is: 'answer', says: 'E11000' },
  },
};
