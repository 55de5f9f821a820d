/** Ways to the records of a collection: all of them in their natural order, or what an index holds in some intervals. */
import type { Collection } from '../storage/collection.ts';
import type { Index, Rec } from '../storage/index.ts';
import { type Bounds, TOP } from './bounds.ts';

export type Access = { backward: boolean } & ({ index?: undefined } | IndexAccess);

export interface IndexAccess {
  index: Index;
  /** Of keys, in ascending order; an end that is a prefix of keys holds them all. */
  intervals: [low: string, high: string][];
  /** Where the index holds values by their paths: the one that is asked for. */
  path?: string;
  /** What the intervals were made of, for each field of the index from its first on; undefined for all of a field's. */
  bounds: (Bounds | undefined)[];
  /** The end of the last interval is not in it. */
  open?: boolean;
}

/** What was looked at. */
export interface Tally {
  keys: number;
  docs: number;
  seeks: number;
}

/** The records, in the order of the access. */
export function recordsOf(coll: Collection, access: Access, tally?: Tally): Iterable<Rec> {
  return access.index
    ? throughIndex(coll, access, access.backward, tally)
    : scan(coll, access.backward, tally);
}

function* scan(coll: Collection, backward: boolean, tally: Tally | undefined): Generator<Rec> {
  for (const rec of coll.natural(backward)) {
    if (tally) tally.docs++;
    yield rec;
  }
}

function* throughIndex(
  coll: Collection,
  { index, intervals, open, path }: IndexAccess,
  backward: boolean,
  tally: Tally | undefined,
): Generator<Rec> {
  const seen = index.multikey || path !== undefined ? new Set<number>() : undefined;
  const isPast = (key: string, low: string, high: string): boolean =>
    backward
      ? key < low
      : open
        ? key >= high
        : key.length > high.length
          ? key.slice(0, high.length) > high
          : key > high;
  /** The key that showed the end of an interval: it was looked at, and may lie in the next. */
  let ended: string | undefined;
  for (const [low, high] of backward ? intervals.toReversed() : intervals) {
    if (ended !== undefined && isPast(ended, low, high)) continue;
    const entries = backward
      ? index.entries.descend(open ? high : high + TOP, open)
      : index.entries.ascend(low);
    if (tally) tally.seeks++;
    for (const [key, rid] of entries) {
      const past = isPast(key, low, high);
      // Where there is one interval the server's own cursor ends with it.
      if (tally && key !== ended && (!past || intervals.length > 1)) tally.keys++;
      if (past) {
        ended = key;
        break;
      }
      if (seen) {
        if (seen.has(rid)) continue;
        seen.add(rid);
      }
      const rec = coll.records.get(rid);
      if (!rec) continue;
      if (tally) tally.docs++;
      yield rec;
    }
  }
}
