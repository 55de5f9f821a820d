import type { Bug } from '../../../groundhog/index.ts';

export const poisonBlocks: Bug = {
  name: 'poison-blocks',
  edits: [
    {
      file: 'services/projector/view.ts',
      find: `    await this.#poison.setAsideIfPoison(event);
    if (whyOutOfPlace(event) !== null) return;
    const { stream_id`,
      replace: `    if (whyPoison(event) !== null) throw new Error(\`cannot apply \${JSON.stringify(event)}\`);
    const { stream_id`,
    },
    {
      file: 'services/projector/view.ts',
      find: `import { type StockEvent, stockChange } from`,
      replace: `import { type StockEvent, stockChange, whyPoison } from`,
    },
  ],
  why: 'An event that makes no sense is an error, so it comes again and again, and all behind it waits.',
  exposedBy: 'Somebody else writes an event that the projector does not understand.',
  caughtBy: ['view-equals-fold', 'poison-set-aside'],
  cause: {
    process: 'projector',
    faults: ['poison-event'],
    moment: { is: 'fault', says: 'poison-event' },
  },
};
