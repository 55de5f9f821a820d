import { readsGoForward } from '../../../harness/invariants/kit/index.ts';
import { product } from './shop.ts';

export const neverSeenBack = readsGoForward({
  name: 'never-seen-back',
  says: "A client never sees a product's last_version go back.",
  kind: 'read-product',
  field: 'last_version',
  subject: ({ key }) => product(key),
});
