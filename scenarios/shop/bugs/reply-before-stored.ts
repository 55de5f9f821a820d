import type { Bug } from '../../../groundhog/index.ts';
import { DATABASE_AWAY, LOSES } from '../../fault-groups.ts';

export const replyBeforeStored: Bug = {
  name: 'reply-before-stored',
  edits: [
    {
      file: 'services/orchestrator/index.ts',
      find: `      if (await engine.accept(body.order_id, body)) return { order_id: body.order_id, status: 'pending' };
      const known = await sagas.find(body.order_id);
      if (!known) throw new HttpError(503, 'unavailable', 'the order is not durable yet');`,
      replace: `      const known = await sagas.find(body.order_id);
      if (!known) {
        engine.accept(body.order_id, body).catch((err: unknown) => log.error({ err }, 'order not stored'));
        return { order_id: body.order_id, status: 'pending' };
      }`,
    },
  ],
  why: 'The customer is told that the order is accepted while it is still being stored.',
  exposedBy: 'The orchestrator dies, or the database is away, between the reply and the write.',
  caughtBy: ['accepted-order-ends'],
  cause: {
    process: 'orchestrator',
    faults: [...LOSES, ...DATABASE_AWAY],
    moment: { is: 'answer', says: '202' },
  },
};
