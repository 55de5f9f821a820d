/** The place of a document in its partition: `$rank`, `$denseRank`, `$documentNumber`. */
import { isObject, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import { sortKey } from '../sort.ts';
import type { Whole } from './window-function.ts';

interface Place {
  /** Which of the partition it is, and which of those that sort apart. */
  number: number;
  distinct: number;
  /** How many before it sort before it. */
  before: number;
}

const ranked =
  (pick: (place: Place) => number): Whole =>
  (arg, name, pattern) => {
    if (!isObject(arg) || Object.keys(arg).length > 0)
      fail(5371603, `${name} must be specified with '{}' as the value`);
    if (pattern?.fields.length !== 1)
      return fail(
        5371602,
        `${name} must be specified with a top level sortBy expression with exactly one element`,
      );
    return (docs) => {
      const place: Place = { number: 0, distinct: 0, before: 0 };
      let last: Value;
      return docs.map((doc) => {
        const [key] = sortKey(doc, pattern);
        if (place.number === 0 || pattern.order.compare(key, last) !== 0) {
          place.distinct++;
          place.before = place.number;
        }
        place.number++;
        last = key;
        return BigInt(pick(place));
      });
    };
  };

export const RANKS: Readonly<Record<string, Whole>> = {
  $rank: ranked(({ before }) => before + 1),
  $denseRank: ranked(({ distinct }) => distinct),
  $documentNumber: ranked(({ number }) => number),
};
