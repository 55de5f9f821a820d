import type { Bug } from '../../../groundhog/index.ts';

export const twoReads: Bug = {
  name: 'two-reads',
  edits: [
    {
      file: 'ledger/main.ts',
      find: `  const version = Number(shown?._metadata.streamPosition ?? 0);
`,
      replace: `  const { currentStreamVersion } = await store.readStream(streamName(account));
  const version = Number(currentStreamVersion);
`,
    },
  ],
  why: 'The balance and the version that it is said to be of are read one after the other.',
  exposedBy: 'An entry is made in between.',
  caughtBy: ['what is shown is what was'],
  cause: {
    process: 'ledger',
    faults: [],
    moment: { is: 'commit', coll: 'ledger.emt:account', by: 'ledger' },
  },
};
