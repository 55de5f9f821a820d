/** A stream is only a stream if it is append-only: versions 1, 2, 3, … each committed once, in that order. */
import { invariant } from '../../../groundhog/index.ts';
import { isIn, product } from './shop.ts';

export const versionsGapless = invariant(
  'versions-gapless',
  'Versions of a stream are committed as 1, 2, 3, … without gap or repetition, and no event ever changes.',
  (found) => {
    const lastVersion = new Map<string, number>();
    return {
      onChange(change) {
        if (!isIn(change, 'events')) return [];
        const event = change.after ?? change.before;
        const id = String(event?.stream_id);
        if (change.op !== 'insert')
          return [
            found(
              change.atMs,
              product(id),
              `an event was changed in place: ${change.op} of version ${event?.version}`,
            ),
          ];
        const expected = (lastVersion.get(id) ?? 0) + 1;
        const version = Number(event?.version);
        lastVersion.set(id, Math.max(expected - 1, version));
        if (version === expected) return [];
        return [
          found(
            change.atMs,
            product(id),
            `version ${event?.version} was committed where ${expected} was due`,
          ),
        ];
      },
    };
  },
);
