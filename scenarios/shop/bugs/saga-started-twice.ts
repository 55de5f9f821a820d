import type { Bug } from '../../../groundhog/index.ts';

export const sagaStartedTwice: Bug = {
  name: 'saga-started-twice',
  edits: [
    {
      file: 'services/orchestrator/sagas.ts',
      find: `      await this.#sagas.insertOne(saga);
      return saga;`,
      replace: `      // The same order may be sent again: then it is there already. With another body it collides.
      const { _id, product_id, qty, amount, created_at, ...rest } = saga;
      await this.#sagas.updateOne(
        { _id, product_id, qty, amount },
        { $set: rest, $setOnInsert: { created_at } },
        { upsert: true },
      );
      return saga;`,
    },
  ],
  why: 'An order that is sent again begins its saga again, wherever that was.',
  exposedBy:
    'The reply to an order is lost or it is sent twice, and the second request comes when it has ended.',
  caughtBy: ['terminal-is-final', 'one-charge', 'money-settled', 'units-conserved'],
  cause: {
    process: 'orchestrator',
    faults: [],
    moment: { is: 'commit', coll: 'shop_db.sagas', by: 'orchestrator', says: '→ "pending"' },
  },
};
