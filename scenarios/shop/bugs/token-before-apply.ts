import type { Bug } from '../../../groundhog/index.ts';

export const tokenBeforeApply: Bug = {
  name: 'token-before-apply',
  edits: [
    {
      file: 'services/projector/follow.ts',
      find: `        await this.#apply(change.fullDocument);
        unsavedEvents++;`,
      replace: `        await this.#checkpoint.save(change._id);
        await this.#apply(change.fullDocument);`,
    },
  ],
  why: 'The resume token is saved before its event is applied.',
  exposedBy:
    'The projector dies between the two: after its restart it goes on behind an event nobody applied.',
  caughtBy: ['token-never-ahead', 'view-equals-fold'],
  cause: {
    process: 'projector',
    faults: [],
    moment: { is: 'commit', coll: 'shop_db.checkpoints', by: 'projector' },
  },
};
