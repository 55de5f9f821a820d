import { invariant } from '../../../groundhog/index.ts';
import { order, product } from './shop.ts';

export const orderStaysKnown = invariant.knownStays({
  name: 'order-stays-known',
  says: 'An order that was answered 202, or was once seen, is never 404 afterwards.',
  kinds: ['order', 'duplicate', 'read-order'],
  subject: ({ key }) => order(key),
});

export const productStaysKnown = invariant.knownStays({
  name: 'product-stays-known',
  says: 'A product that was once seen is never 404 afterwards.',
  kinds: ['read-product'],
  subject: ({ key }) => product(key),
});
