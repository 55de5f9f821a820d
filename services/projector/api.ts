/** What a projector answers. */
import { count, exactly, id, listOf, perhaps, shape, text } from '../common/schemas.ts';
import { route } from '../common/told.ts';

const tag = 'products';

export const productView = shape('ProductView', {
  product_id: id,
  available_stock: { type: 'integer' },
  last_version: { ...count, description: 'Of the last event that it shows.' },
});

export const listProducts = route({
  ...{ tag, says: 'The stock of each product, as the read model has it.' },
  answers: { 200: exactly({ products: listOf(productView) }) },
});

export const showProduct = route({
  ...{ tag, says: 'The stock of a product, as the read model has it.', params: { id: 'Of the product.' } },
  answers: { 200: productView },
  refuses: { 404: ['unknown_product'] },
});

export const showLag = route({
  ...{ tag: 'operation', says: 'How far the read model is behind the events.' },
  answers: {
    200: exactly({
      instance: text,
      behind_events: count,
      events: { ...count, description: 'Applied by this instance since it started.' },
      last_lag_ms: {
        ...perhaps({ type: 'number' }),
        description:
          'Between the last event and its being shown, by the clocks of its writer and of this instance.',
      },
    }),
  },
});
