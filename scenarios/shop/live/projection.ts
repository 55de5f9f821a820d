/** How long an event takes to the view: one change of the view may show several. */
import type { FlowSpec, FlowWatch, Moment } from '../../../groundhog/index.ts';
import { isIn } from '../invariants/shop.ts';

const idOf = (product: string, version: number): string => `${product} v${version}`;

function create(): FlowWatch {
  /** Product → versions that the view has not come to, ascending. */
  const unseen = new Map<string, number[]>();
  return {
    onChange(change): readonly Moment[] {
      const { after } = change;
      if (isIn(change, 'events') && after?.timestamp instanceof Date) {
        const { stream_id, version, timestamp } = after;
        unseen.set(stream_id, [...(unseen.get(stream_id) ?? []), version]);
        return [{ is: 'begun', id: idOf(stream_id, version), at: timestamp }];
      }
      if (!isIn(change, 'products_view') || !after) return [];
      const { product_id, last_version } = after;
      const versions = unseen.get(product_id) ?? [];
      unseen.set(
        product_id,
        versions.filter((version) => version > last_version),
      );
      return versions
        .filter((version) => version <= last_version)
        .map((version) => ({ is: 'ended', id: idOf(product_id, version) }));
    },
  };
}

export const projection: FlowSpec = {
  what: 'events',
  until: 'to the view',
  says: 'from the timestamp of an event to the view that shows it',
  create,
};
