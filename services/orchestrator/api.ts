/** What the orchestrator takes and answers. */
import {
  amount,
  atMost,
  count,
  exactly,
  id,
  instant,
  limit,
  listOf,
  oneOf,
  perhaps,
  qty,
  shape,
  text,
} from '../common/schemas.ts';
import { route } from '../common/told.ts';

const tag = 'orders';
const status = oneOf('pending', 'confirmed', 'rejected');
const step = oneOf('reserve', 'charge', 'refund', 'release', 'confirm', 'reject');
const params = { id: 'Of the order.' };
const unknownOrder = { 404: ['unknown_order'] };

export const orderBody = exactly({ order_id: id, product_id: id, qty, amount });
export const orderTaken = shape('OrderTaken', { order_id: id, status });

const workflowUrl = { ...text, description: 'Where its workflow can be watched, if it is one.' };

const sagaFields = {
  ...{ order_id: id, product_id: id, qty, amount, status, step },
  attempts: { ...count, description: 'Tries of this step whose outcome stayed unknown.' },
  reason: { ...perhaps(text), description: 'Why it is being, or was, rejected.' },
  lease: exactly({ owner: text, token: count }),
  rev: { ...count, description: 'Grows with each write.' },
  created_at: instant,
  updated_at: instant,
};

export const saga = shape('Saga', sagaFields);
/** As it is shown alone. */
const watchedSaga = {
  ...shape('WatchedSaga', sagaFields),
  properties: { ...sagaFields, workflow_url: workflowUrl },
};

export const orders = exactly({
  orders: listOf(saga),
  next: { ...perhaps(text), description: 'What to ask for after which, to have more.' },
});

export const orderRefused = { 409: ['conflict'], 422: ['unknown_product'] };

export const placeOrder = route({
  ...{ tag, says: 'Takes an order, durably, and sees it to its end. Sent again, it is told how it stands.' },
  body: orderBody,
  answers: { 202: orderTaken },
  refuses: { ...orderRefused, 503: ['inventory_unavailable'] },
});

export const showOrder = route({
  ...{ tag, says: 'How an order stands.', params },
  answers: {
    200: {
      ...{ type: 'object', required: ['order_id', 'status', 'step'], additionalProperties: false },
      properties: {
        ...{ order_id: id, status, step },
        reason: { ...text, description: 'Why it is being, or was, rejected.' },
        workflow_url: workflowUrl,
      },
    },
  },
  refuses: unknownOrder,
});

export const ordersQuery = atMost({
  ...{ status, product_id: id, limit },
  after: { ...text, description: 'The next of the page before.' },
});

export const listOrders = route({
  ...{ tag, says: 'Orders as they are stored, the newest first.' },
  querystring: ordersQuery,
  answers: { 200: orders },
});

export const showSaga = route({
  ...{ tag, says: 'All that is stored of the way of an order: step, tries, lease, revision.', params },
  answers: { 200: watchedSaga },
  refuses: unknownOrder,
});
