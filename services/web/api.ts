/** What the page's server takes and answers; much of it is what other services say. */
import { atMost, exactly, instant, listOf, oneOf, perhaps, shape, text } from '../common/schemas.ts';
import { route } from '../common/told.ts';
import { behaviour } from '../gateway/api.ts';
import { before, events, stockOfProduct } from '../inventory/api.ts';
import { orderBody, orderRefused, orders, ordersQuery, orderTaken, saga } from '../orchestrator/api.ts';
import { productView } from '../projector/api.ts';

const tag = 'shop';
const operation = 'operation';
const number = perhaps({ type: 'number' });
/** Another site's page may ask for nothing that changes anything. */
const elsewhere = { 403: ['forbidden'] };
const order = { id: 'Of the order.' };
const product = { id: 'Of the product.' };

export const showPage = route({
  ...{ tag, says: 'The page.' },
  answers: { 200: { media: 'text/html', says: 'It loads nothing from elsewhere.' } },
});

export const live = route({
  ...{ tag, says: 'Every durable change of what the shop stores, from now on, until the client goes.' },
  answers: {
    200: {
      media: 'text/event-stream',
      says: 'Events named hello, once, and changes, each with a JSON list of what changed.',
    },
  },
});

export const listProducts = route({
  ...{ tag, says: 'The stock of each product, in the event store and in the read model.' },
  answers: { 200: exactly({ stored: listOf(stockOfProduct), shown: listOf(productView) }) },
});

export const listEvents = route({
  ...{ tag, says: 'The events of a product, the newest first.', params: product },
  querystring: atMost({ before }),
  answers: { 200: events },
  refuses: { 404: ['unknown_product'] },
});

export const listOrders = route({
  ...{ tag, says: 'Orders as they are stored, the newest first.' },
  querystring: ordersQuery,
  answers: { 200: orders },
});

export const placeOrder = route({
  ...{ tag, says: 'Takes an order, as the orchestrator does.' },
  body: orderBody,
  answers: { 202: orderTaken },
  refuses: { ...orderRefused, ...elsewhere },
});

const moment = shape('Moment', {
  at: instant,
  who: oneOf('orchestrator', 'inventory', 'payment', 'bank'),
  what: text,
  tone: { ...oneOf('good', 'bad', 'plain'), description: 'Whether it went as the order would have it.' },
});

export const showStory = route({
  ...{ tag, says: 'What befell an order, across services, on one time line.', params: order },
  answers: {
    200: exactly({
      saga,
      moments: listOf(moment),
      view: { ...perhaps(productView), description: 'Its product, as the read model has it.' },
      missing: { ...listOf(text), description: 'Services that did not answer: their part is missing.' },
    }),
  },
  refuses: { 404: ['unknown_order'] },
});

export const listProcesses = route({
  ...{ tag: operation, says: 'How each process is, by its own word.' },
  answers: {
    200: exactly({
      processes: listOf(
        shape('Process', {
          ...{ url: text, service: text, instance: perhaps(text) },
          ...{ status: oneOf('ok', 'starting', 'silent'), mongo: { type: 'boolean' } },
          ...{ upSeconds: number, loopDelay: number, memoryBytes: number },
        }),
      ),
    }),
  },
});

export const showDocument = route({
  ...{ tag: operation, says: 'The OpenAPI document of another service.', params: { service: 'Its name.' } },
  answers: { 200: { type: 'object' } },
  refuses: { 404: ['unknown_service'] },
});

const invariant = shape('Invariant', {
  ...{ name: text, says: text },
  broken: listOf(exactly({ subject: text, message: text, at: instant, story: listOf(text) })),
});

export const showControl = route({
  ...{ tag: operation, says: 'Processes and invariants, as whoever started them sees them.' },
  answers: {
    200: exactly({
      processes: listOf(
        exactly({ name: text, service: text, url: perhaps(text), state: oneOf('up', 'paused', 'down') }),
      ),
      invariants: listOf(invariant),
      failure: { ...perhaps(text), description: 'Why nothing is judged any more.' },
    }),
  },
});

const refused = ['refused'];

export const strike = route({
  ...{ tag: operation, says: 'Kills a process, pauses it, or brings it back.' },
  params: { name: 'Of the process.', deed: 'kill, pause, resume or restart.' },
  body: exactly({}),
  answers: { 204: { type: 'null', description: 'It is done.' } },
  refuses: { ...elsewhere, 404: refused, 409: refused },
});

export const treat = route({
  ...{ tag: operation, says: 'How the bank treats its customers from now on.' },
  body: behaviour,
  answers: { 200: behaviour },
  refuses: elsewhere,
});
