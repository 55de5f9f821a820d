import type { Bug } from '../../../groundhog/index.ts';

export const sentFirst: Bug = {
  name: 'sent-first',
  edits: [
    {
      file: 'relay/deliver.ts',
      find: `      await send(message);
      await Outbox.updateOne({ _id: message._id }, { sentAt: new Date() });
`,
      replace: `      await Outbox.updateOne({ _id: message._id }, { sentAt: new Date() });
      await send(message);
`,
    },
  ],
  why: 'A message is marked as sent before it is, so that no other relay sends it too.',
  exposedBy: 'The partner does not get it: tried again, it is taken for one that was sent.',
  caughtBy: ['sent is shipped', 'acknowledged orders are shipped'],
  cause: {
    process: 'relay',
    faults: [],
    moment: { is: 'commit', coll: 'orders.outbox', by: 'relay' },
  },
};
