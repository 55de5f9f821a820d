import type { Bug } from '../../../groundhog/index.ts';

export const anyOpeningIsOurs: Bug = {
  name: 'any-opening-is-ours',
  edits: [
    {
      file: 'ledger/main.ts',
      find: `    const { state } = await store.aggregateStream<Account, AccountEvent>(streamName(account), {
      evolve,
      initialState,
    });
    if (state.entries.has(key)) answer(state, false);
    else throw new Refusal(first === true ? 409 : 503, (error as Error).message);
`,
      replace: `    if (first === true) response.status(200).json({ key, outcome: 'Entered' });
    else throw new Refusal(503, (error as Error).message);
`,
    },
  ],
  why: 'That an account exists is taken for a sign that this request has come before.',
  exposedBy: 'Another opens the account first.',
  caughtBy: ['acknowledged entries are kept'],
  cause: {
    process: 'ledger',
    faults: [],
    moment: { is: 'answer', says: '200' },
  },
};
