import { invariant } from '../../../groundhog/index.ts';
import { product } from './shop.ts';

export const neverSeenBack = invariant.readsGoForward({
  name: 'never-seen-back',
  says: "A client never sees a product's last_version go back.",
  kind: 'read-product',
  field: 'last_version',
  subject: ({ key }) => product(key),
});
