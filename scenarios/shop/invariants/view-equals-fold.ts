/** The read model may be late, but never wrong: at its `last_version` it says what the stream says there. */
import type { Document } from 'bson';
import { invariant } from '../../../groundhog/index.ts';
import { isIn, product, SHOP_DB } from './shop.ts';
import { Streams } from './streams.ts';

export const viewEqualsFold = invariant(
  'view-equals-fold',
  'The view of a product equals the fold of its stream at last_version, and in the end that of the whole stream.',
  (found) => {
    const streams = new Streams();

    function wrongAt(view: Document): string | undefined {
      const version = Number(view.last_version);
      const stock = version === 0 ? 0 : streams.byProduct.get(String(view.product_id))?.stockAt(version);
      if (stock === undefined)
        return `the view is at version ${view.last_version}, which the stream does not have`;
      if (stock === Number(view.available_stock)) return undefined;
      return `the view says ${view.available_stock} at version ${version}, the stream folds to ${stock} there`;
    }

    return {
      onChange(change) {
        streams.onChange(change);
        if (!change.after || !isIn(change, 'products_view')) return [];
        const wrong = wrongAt(change.after);
        return wrong ? [found(change.atMs, product(change.after.product_id), wrong)] : [];
      },
      atEnd(atMs, stores) {
        const views = new Map<string, Document>();
        for (const view of stores.all(SHOP_DB, 'products_view')) views.set(String(view.product_id), view);
        const late = [];
        for (const [id, stream] of streams.byProduct) {
          const view = views.get(id);
          const at = view ? `is at version ${view.last_version}` : 'is missing';
          if (Number(view?.last_version) !== stream.version)
            late.push(
              found(atMs, product(id), `in the end the view ${at}, the stream is at ${stream.version}`),
            );
        }
        return late;
      },
    };
  },
);
