import type { Bug } from '../../../groundhog/index.ts';

export const startsAtNow: Bug = {
  name: 'starts-at-now',
  edits: [
    { file: 'relay/main.ts', find: '{ startAtOperationTime: await catchUp() }', replace: '{}' },
    {
      file: 'relay/main.ts',
      find: `/** What was not sent when nobody knows from where to follow. Gives the moment from which on it is to be followed. */
async function catchUp(): Promise<mongoose.mongo.Timestamp> {
  // One session: the search sees all that was written before the moment.
  const session = await mongoose.startSession();
  try {
    await mongoose.connection.db!.command({ ping: 1 }, { session });
    const moment = session.operationTime!;
    const unsent = await Outbox.find({ sentAt: null }).sort({ _id: 1 }).session(session).lean();
    for (const message of unsent) await deliver(message);
    return moment;
  } finally {
    await session.endSession();
  }
}

`,
      replace: '',
    },
  ],
  why: 'A relay without a place to go on from begins with what comes next; what is in the outbox already stays there.',
  exposedBy:
    'Orders are written before the relay has saved a token, or while it is away for longer than the oplog remembers.',
  caughtBy: ['all is sent', 'acknowledged orders are shipped'],
  cause: {
    process: 'relay',
    faults: [],
    moment: { is: 'commit', coll: 'orders.outbox', by: 'api' },
  },
};
