import type { Bug } from '../../../groundhog/index.ts';

export const pollsAboveLast: Bug = {
  name: 'polls-above-last',
  edits: [
    {
      file: 'relay/main.ts',
      find: `  const from = position ? { resumeAfter: position.token } : { startAtOperationTime: await catchUp() };
  const stream = Outbox.watch<Message>(inserts, from);
  try {
    for (;;) {
      const change = await stream.next();
      await deliver(change.fullDocument);
      await Position.updateOne({ _id: name }, { token: change._id }, { upsert: true });
    }
  } finally {
    await stream.close();
  }
`,
      replace: `  let last = position?.token;
  for (;;) {
    const newer: Message[] = await Outbox.find(last ? { _id: { $gt: last } } : {}).sort({ _id: 1 }).lean();
    for (const message of newer) {
      await deliver(message);
      last = message._id;
      await Position.updateOne({ _id: name }, { token: last }, { upsert: true });
    }
    await pause(RETRY_MS);
  }
`,
    },
  ],
  why: 'What has an id above the last one seen is taken for all that is new; ids of two processes are in no order within a second.',
  exposedBy: 'Two instances of the API write in the same second, and the relay reads in between.',
  caughtBy: ['all is sent', 'acknowledged orders are shipped'],
  cause: {
    process: 'relay',
    faults: [],
    moment: { is: 'commit', coll: 'orders.outbox', by: 'api' },
  },
};
