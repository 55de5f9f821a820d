import type { Bug } from '../../../groundhog/index.ts';

export const parallelProjection: Bug = {
  name: 'parallel-projection',
  edits: [
    {
      file: 'services/projector/follow.ts',
      find: `        await this.#apply(change.fullDocument);
        unsavedEvents++;
      }`,
      replace: `        const applying = this.#apply(change.fullDocument);
        // A failure is told once the batch is waited for.
        applying.catch(() => undefined);
        inFlight.push(applying);
        unsavedEvents++;
      }
      if (inFlight.length >= AT_ONCE || !change) await Promise.all(inFlight.splice(0));`,
    },
    {
      file: 'services/projector/follow.ts',
      find: `      if (!due && sinceMs < SAVE_IDLE_EVERY_MS) continue;
`,
      replace: `      if (!due && sinceMs < SAVE_IDLE_EVERY_MS) continue;
      await Promise.all(inFlight.splice(0));
`,
    },
    {
      file: 'services/projector/follow.ts',
      find: `    let unsavedEvents = 0;
`,
      replace: `    let unsavedEvents = 0;
    const inFlight: Promise<void>[] = [];
`,
    },
    {
      file: 'services/projector/follow.ts',
      find: `const SAVE_EVERY_MS = 100;`,
      replace: `const SAVE_EVERY_MS = 100;
const AT_ONCE = 8;`,
    },
    {
      file: 'services/projector/view.ts',
      find: `{ product_id: product, last_version: version - 1 },`,
      replace: `{ product_id: product, last_version: { $lt: version } },`,
    },
  ],
  why: 'Several events are applied at once, and one that comes after its successor is taken for one applied already.',
  exposedBy: 'Two events of a product are close together, and the second reaches the view first.',
  caughtBy: ['view-equals-fold', 'token-never-ahead'],
  cause: {
    process: 'projector',
    faults: [],
    moment: { is: 'commit', coll: 'shop_db.products_view', by: 'projector' },
  },
};
