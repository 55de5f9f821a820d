import type { Bug } from '../../../groundhog/index.ts';
import { ENDS } from '../../fault-groups.ts';

export const tokenBeforeDelivery: Bug = {
  name: 'token-before-delivery',
  edits: [
    {
      file: 'relay/main.ts',
      find: `      await deliver(change.fullDocument);
      await Position.updateOne({ _id: name }, { token: change._id }, { upsert: true });
`,
      replace: `      await Position.updateOne({ _id: name }, { token: change._id }, { upsert: true });
      await deliver(change.fullDocument);
`,
    },
  ],
  why: 'The token is saved before its message is delivered.',
  exposedBy: 'The relay dies in between, and goes on behind the message.',
  caughtBy: ['all is sent', 'acknowledged orders are shipped'],
  cause: {
    process: 'relay',
    faults: [...ENDS],
    moment: { is: ['crash', 'exit'], by: 'relay' },
  },
};
