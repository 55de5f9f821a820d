/** What the bank takes and answers. Where it is told to lose replies, a connection may end without one. */
import { amount, exactly, id, instant, listOf, oneOf, shape, text } from '../common/schemas.ts';
import { route } from '../common/told.ts';

const tag = 'payments';
const status = oneOf('succeeded', 'declined');
const body = exactly({ idempotency_key: id, order_id: id, amount });
const entered = shape('Entered', { status, id: text });

const share = { type: 'number', minimum: 0, maximum: 1 };
export const behaviour = exactly({
  latencyMs: { type: 'number', minimum: 0, maximum: 60_000, description: 'Least time a request takes.' },
  declineRate: { ...share, description: 'Share of new charges that are declined.' },
  lostReplyRate: { ...share, description: 'Share of requests that are done, but not answered.' },
});

export const charge = route({
  ...{ tag, says: 'Charges, once for each key; asked again, it tells how that went.', body },
  answers: { 200: entered },
  refuses: { 422: ['key_reused'] },
});

export const refund = route({
  ...{ tag, says: 'Gives back what was charged under the same key.', body },
  answers: { 200: entered },
  refuses: { 422: ['nothing_to_refund', 'key_reused'] },
});

export const showLedger = route({
  ...{ tag, says: 'What the bank has entered for an order.' },
  querystring: exactly({ order_id: id }),
  answers: {
    200: exactly({
      entries: listOf(
        shape('LedgerEntry', {
          ...{ _id: text, kind: oneOf('charge', 'refund'), idempotency_key: id, order_id: id, amount },
          ...{ status, timestamp: instant },
        }),
      ),
    }),
  },
});

export const behave = route({
  ...{ tag: 'operation', says: 'How the bank treats its customers from now on.' },
  body: behaviour,
  answers: { 200: behaviour },
});
