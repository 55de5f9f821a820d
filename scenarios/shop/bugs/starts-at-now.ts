import type { Bug } from '../../../groundhog/index.ts';

export const startsAtNow: Bug = {
  name: 'starts-at-now',
  edits: [
    {
      file: 'services/projector/follow.ts',
      find: `      await this.#rebuildAndFollow((error as Error).message);`,
      replace: `      this.#log.warn({ err: error }, 'the token is too old, going on from here');
      await this.#followFrom({});`,
    },
    {
      file: 'services/projector/follow.ts',
      find: `start: Pick<ChangeStreamOptions, 'resumeAfter' | 'startAtOperationTime'>`,
      replace: `start: Partial<Pick<ChangeStreamOptions, 'resumeAfter' | 'startAtOperationTime'>>`,
    },
  ],
  why: 'When its token is too old the projector goes on from now, and what happened in between is nowhere.',
  exposedBy: 'The oplog forgets the history while a projector is away or behind.',
  caughtBy: ['token-never-ahead', 'view-equals-fold'],
  cause: {
    process: 'projector',
    faults: ['truncate-oplog'],
    moment: { is: 'fault', says: 'truncate-oplog' },
  },
};
