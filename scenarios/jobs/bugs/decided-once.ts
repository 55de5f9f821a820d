import type { Bug } from '../../../groundhog/index.ts';

export const decidedOnce: Bug = {
  name: 'decided-once',
  edits: [
    {
      file: 'ledger/main.ts',
      find: `    const { newEvents, newState } = await handle(store, account, (state) => decide(state, entry), how);
`,
      replace: `    const before = await store.aggregateStream<Account, AccountEvent>(streamName(account), { evolve, initialState });
    const events = decide(before.state, entry);
    const { newEvents, newState } = await handle(store, account, () => events, how);
`,
    },
  ],
  why: 'What is appended is decided on what was read before, and not again when the append meets another.',
  exposedBy: 'Two take from one account at once, or an entry is sent again while the first is under way.',
  caughtBy: ['never overdrawn', 'one entry for each key'],
  cause: {
    process: 'ledger',
    faults: [],
    moment: { is: 'commit', coll: 'ledger.emt:account', by: 'ledger' },
  },
};
