/** What inventory takes and answers. */
import {
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
  restockQty,
  shape,
  text,
} from '../common/schemas.ts';
import { route } from '../common/told.ts';

const stock = 'stock';
const products = 'products';
const params = { id: 'Of the product.' };
const unknownProduct = { 404: ['unknown_product'] };
/** The version of the stream with what was asked for. */
const done = (status: string) => exactly({ status: oneOf(status), version: count });
const orderBody = exactly({ order_id: id, product_id: id, qty });

export const before = {
  ...{ type: 'string', pattern: '^[1-9][0-9]{0,8}$' },
  description: 'A version: only those before it.',
};

export const stockOfProduct = shape('Stock', { product_id: id, available_stock: count, version: count });

export const stockEvent = shape('StockEvent', {
  stream_id: { ...id, description: 'The product.' },
  type: oneOf('restocked', 'reserved', 'released'),
  qty: { ...count, description: 'Units. A release that came before its reserve released none.' },
  version: { ...count, description: '1, 2, 3… without gaps within a stream.' },
  timestamp: instant,
  order_id: { ...text, description: 'The order it was done for; for restocked, the delivery.' },
});

export const events = exactly({
  events: listOf({
    anyOf: [
      stockEvent,
      { type: 'object', description: 'Of a foreign writer: it makes no sense, and has no effect.' },
    ],
  }),
  next: { ...perhaps(count), description: 'What to ask for before which, to have more.' },
});

export const reserve = route({
  ...{ tag: stock, says: 'Reserves units for an order, once however often it is asked.' },
  body: orderBody,
  answers: { 200: done('reserved') },
  refuses: { ...unknownProduct, 409: ['out_of_stock', 'released', 'conflict'] },
});

export const release = route({
  ...{ tag: stock, says: 'Gives back what an order reserved, or keeps it from reserving any more.' },
  body: orderBody,
  answers: { 200: done('released') },
  refuses: { ...unknownProduct, 409: ['conflict'] },
});

export const restock = route({
  ...{ tag: stock, says: 'Takes a delivery in, once however often it is told; the first makes the product.' },
  body: exactly({ restock_id: id, product_id: id, qty: restockQty }),
  answers: { 200: done('restocked') },
  refuses: { 409: ['conflict'] },
});

export const showProduct = route({
  ...{ tag: products, says: 'The stock of a product, as its events have it.', params },
  answers: { 200: stockOfProduct },
  refuses: unknownProduct,
});

export const listProducts = route({
  ...{ tag: products, says: 'The stock of each product, as its events have it.' },
  answers: { 200: exactly({ products: listOf(stockOfProduct) }) },
});

export const listEvents = route({
  ...{ tag: products, says: 'The events of a product, the newest first.', params },
  querystring: atMost({ before, order_id: id, limit }),
  answers: { 200: events },
  refuses: unknownProduct,
});
