/** What payment takes and answers. */
import { amount, exactly, id, instant, listOf, oneOf, shape, text } from '../common/schemas.ts';
import { route } from '../common/told.ts';

const tag = 'payments';
const body = exactly({ order_id: id, amount });
/** The bank did not say, or made no sense: to be asked again. */
const unsettled = { 503: ['gateway_unavailable', 'gateway_refused'] };

export const charge = route({
  ...{ tag, says: 'Charges for an order, once however often it is asked.', body },
  answers: { 200: exactly({ status: oneOf('charged') }) },
  refuses: { 402: ['declined'], 409: ['refunded', 'conflict'], ...unsettled },
});

export const refund = route({
  ...{ tag, says: 'Gives back what an order was charged, or keeps it from being charged any more.', body },
  answers: { 200: exactly({ status: oneOf('refunded') }) },
  refuses: { 409: ['conflict'], ...unsettled },
});

export const listPayments = route({
  ...{ tag, says: 'The payment events of an order, in no order.' },
  querystring: exactly({ order_id: id }),
  answers: {
    200: exactly({
      events: listOf(
        shape('PaymentEvent', {
          ...{ _id: text, order_id: id, amount },
          type: oneOf('charge', 'refund'),
          status: {
            ...oneOf('requested', 'voided', 'succeeded', 'declined'),
            description: 'Voided: a refund came before the charge, which may no longer happen.',
          },
          timestamp: instant,
        }),
      ),
    }),
  },
});
