import type { Bug } from '../../../groundhog/index.ts';

export const applyNotIdempotent: Bug = {
  name: 'apply-not-idempotent',
  edits: [
    {
      file: 'services/projector/view.ts',
      find: `    const { matchedCount } = await this.#view.updateOne(
      { product_id: product, last_version: version - 1 },
      { $inc: { available_stock: stockChange(event) }, $set: { last_version: version } },
    );`,
      replace: `    const { matchedCount } = await this.#view.updateOne(
      { product_id: product, last_version: { $gte: version - 1 } },
      { $inc: { available_stock: stockChange(event) }, $max: { last_version: version } },
    );`,
    },
  ],
  why: 'The token is saved after the event is applied, as it should be, but an event applied twice counts twice.',
  exposedBy:
    'An event reaches the view twice: through both projectors, or again after a crash that came before its token.',
  caughtBy: ['view-equals-fold', 'units-conserved'],
  cause: {
    process: 'projector',
    faults: [],
    moment: { is: 'commit', coll: 'shop_db.products_view', by: 'projector' },
  },
};
