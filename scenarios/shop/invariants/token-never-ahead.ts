/**
 * A projector that saves its place before it has applied what lies behind that place loses those events in a crash.
 *
 * Events are kept in the order of their commit, with a pointer at the first one not yet applied. A saved token
 * is good if it lies before that one; so each change costs O(1), spread over the run.
 */
import type { Document } from 'bson';
import { invariant } from '../../../groundhog/index.ts';
import { tokenClusterTime } from './resume-token.ts';
import { checkpoint, isIn, product } from './shop.ts';

interface Committed {
  clusterTime: bigint;
  streamId: string;
  version: number;
}

/**
 * A token that stands for a moment rather than for an event (made when a batch was empty). Resuming from it still
 * delivers the events of that very moment, so they need not have been applied yet.
 */
function isHighWaterMark(token: { _data: string }): boolean {
  return /^82[0-9A-F]{16}2B0[24]29/i.test(token._data);
}

export const tokenNeverAhead = invariant(
  'token-never-ahead',
  'A saved resume token is never ahead of the events that were applied to the view (or set aside as poison).',
  (found) => {
    const events: Committed[] = [];
    let firstUnapplied = 0;
    const viewVersion = new Map<string, number>();
    const setAside = new Set<string>();

    const isApplied = (event: Committed): boolean =>
      event.version <= (viewVersion.get(event.streamId) ?? 0) ||
      setAside.has(`${event.version} ${event.streamId}`);

    function oldestUnapplied(): Committed | undefined {
      while (firstUnapplied < events.length && isApplied(events[firstUnapplied]!)) firstUnapplied++;
      return events[firstUnapplied];
    }

    function onView(view: Document): void {
      const id = String(view.product_id);
      // A row that was deleted and built anew starts over, but what had been applied once was not lost by the token.
      viewVersion.set(id, Math.max(viewVersion.get(id) ?? 0, Number(view.last_version)));
    }

    return {
      onChange(change) {
        const doc = change.after;
        if (!doc) return [];
        if (isIn(change, 'events') && change.op === 'insert')
          events.push({
            clusterTime: change.clusterTime,
            streamId: String(doc.stream_id),
            version: Number(doc.version),
          });
        else if (isIn(change, 'products_view')) onView(doc);
        else if (isIn(change, 'poison_events')) setAside.add(`${Number(doc.version)} ${doc.stream_id}`);
        if (!isIn(change, 'checkpoints') || !doc.resume_token) return [];

        const oldest = oldestUnapplied();
        if (!oldest) return [];
        const tokenTime = tokenClusterTime(doc.resume_token);
        const isCovered = isHighWaterMark(doc.resume_token)
          ? oldest.clusterTime < tokenTime
          : oldest.clusterTime <= tokenTime;
        if (!isCovered) return [];
        return [
          found(
            change.atMs,
            product(oldest.streamId),
            `checkpoint ${change.id} saved a token beyond version ${oldest.version}, while the view is at ${viewVersion.get(oldest.streamId) ?? 0}`,
            [checkpoint(change.id)],
          ),
        ];
      },
    };
  },
);
