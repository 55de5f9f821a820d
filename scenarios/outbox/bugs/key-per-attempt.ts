import type { Bug } from '../../../groundhog/index.ts';

export const keyPerAttempt: Bug = {
  name: 'key-per-attempt',
  edits: [
    {
      file: 'relay/deliver.ts',
      find: `\`\${partner}/messages/\${_id}\``,
      replace: `\`\${partner}/messages/\${crypto.randomUUID()}\``,
    },
    {
      file: 'relay/deliver.ts',
      find: 'async function send({ _id, order,',
      replace: 'async function send({ order,',
    },
  ],
  why: 'Each attempt to send a message has an id of its own, so that the inbox never knows it.',
  exposedBy: 'An answer of the partner is lost, or two relays send one message.',
  caughtBy: ['unique shipments by order'],
  cause: {
    process: 'relay',
    faults: [],
    moment: { is: 'commit', coll: 'partner.shipments', by: 'partner', isFirst: true },
  },
};
