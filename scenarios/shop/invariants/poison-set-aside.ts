/** What nobody can make sense of is put where somebody will look at it; what makes sense is not. */
import { invariant, type Violation } from '../../../groundhog/index.ts';
import { product, SHOP_DB } from './shop.ts';
import { isPoison } from './streams.ts';

export const poisonSetAside = invariant(
  'poison-set-aside',
  'In the end every poison event is set aside, and nothing else is.',
  (found) => ({
    atEnd(atMs, stores) {
      const wrong: Violation[] = [];
      for (const event of stores.all(SHOP_DB, 'events')) {
        const isSetAside = stores.get(SHOP_DB, 'poison_events', event._id) !== undefined;
        if (isSetAside === isPoison(event)) continue;
        const what = `version ${event.version} (${event.type} ${event.qty})`;
        const message = isSetAside
          ? `${what} makes sense, and was set aside`
          : `${what} is poison, and was not set aside`;
        wrong.push(found(atMs, product(event.stream_id), message));
      }
      return wrong;
    },
  }),
);
