import type { Bug } from '../../../groundhog/index.ts';

export const inboxAskedFirst: Bug = {
  name: 'inbox-asked-first',
  edits: [
    {
      file: 'partner/main.ts',
      find: `      await Inbox.create([{ _id }], { session });
      await Shipment.create([request.body], { session });
    });
`,
      replace: `      if (await Inbox.exists({ _id })) return;
      await Shipment.create([request.body], { session });
    });
    await Inbox.updateOne({ _id }, {}, { upsert: true });
`,
    },
  ],
  why: 'Whether a message has come before is asked, and noted later: it is no part of what is done about it.',
  exposedBy: 'A message comes again before the note of the first is written.',
  caughtBy: ['unique shipments by order'],
  cause: {
    process: 'partner',
    faults: [],
    moment: { is: 'commit', coll: 'partner.shipments', by: 'partner', isFirst: true },
  },
};
