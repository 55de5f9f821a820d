/**
 * What an index on `$**` holds: each value of a document under the path to it.
 *
 * https://www.mongodb.com/docs/manual/core/indexes/index-types/index-wildcard/: an object is gone through down to its
 * values, a list is spread over entries without positions in their paths, and a list within a list is held as it is.
 */
import { keyOf, type TextKey } from '../bson/keystring.ts';
import { truthy } from '../bson/number.ts';
import { type Doc, isObject, type Value } from '../bson/values.ts';

const ALL = '$**';

export const isWildcard = (key: Doc): boolean =>
  Object.keys(key).some((field) => field === ALL || field.endsWith(`.${ALL}`));

export class Wildcard {
  /** Below which path; empty: the whole document. */
  readonly #root: string;
  /** Paths below it that its projection names. */
  readonly #named: readonly string[];
  /** Whether these alone are held, or all but these. */
  readonly #isIncluding: boolean;

  /** Undefined where the index is none. */
  static from({ key, wildcardProjection }: { key: Doc; wildcardProjection?: unknown }): Wildcard | undefined {
    return isWildcard(key)
      ? new Wildcard(Object.keys(key)[0]!, (wildcardProjection ?? {}) as Doc)
      : undefined;
  }

  private constructor(field: string, { _id, ...rest }: Doc) {
    this.#root = field.slice(0, -ALL.length).replace(/\.$/, '');
    const [first = _id] = Object.values(rest);
    this.#isIncluding = truthy(first);
    // The identity is left out of all that begins at the top, unless it is asked for.
    const isIdNamed = this.#isIncluding ? truthy(_id) : this.#root === '' && !truthy(_id);
    this.#named = [...Object.keys(rest), ...(isIdNamed ? ['_id'] : [])];
  }

  /** Whether values at this path are held; `deep`: and all that lies below it. */
  covers(path: string, deep: boolean): boolean {
    const isAt = (top: string): boolean => path === top || path.startsWith(`${top}.`);
    if (this.#root !== '' && !isAt(this.#root)) return false;
    // In the index there is no telling a field of such a name from a place in a list.
    if (path.split('.').some((name) => /^\d+$/.test(name))) return false;
    if (this.#isIncluding) return this.#named.some(isAt);
    return !this.#named.some((name) => isAt(name) || (deep && name.startsWith(`${path}.`)));
  }

  /** The keys of a document, and whether lists were spread over them. */
  keysOf(doc: Doc, text: TextKey | undefined): { keys: string[]; isSpread: boolean } {
    const keys = new Set<string>();
    let isSpread = false;
    const add = (path: string, value: Value): void => {
      if (this.covers(path, false)) keys.add(pathKey(path) + keyOf(value, text));
    };
    const into = (path: string, value: Value, isItem: boolean): void => {
      if (isObject(value) && Object.keys(value).length > 0) {
        for (const [name, inner] of Object.entries(value))
          into(path === '' ? name : `${path}.${name}`, inner, false);
      } else if (Array.isArray(value) && !isItem) {
        isSpread ||= this.covers(path, false);
        if (value.length === 0) add(path, undefined);
        for (const item of value) into(path, item, true);
      } else if (path !== '') add(path, value);
    };
    into('', doc, false);
    return { keys: [...keys], isSpread };
  }
}

const pathKey = (path: string): string => keyOf(path);

/** The keys of what is at a path lie in these intervals; `deep`: of what is below it, too. */
export function pathIntervals(
  path: string,
  intervals: readonly [low: string, high: string][],
  deep: boolean,
): [low: string, high: string][] {
  const at = pathKey(path);
  const own = intervals.map(([low, high]): [string, string] => [at + low, at + high]);
  // Without what ends it: the beginning of all paths below.
  const below = pathKey(`${path}.`).slice(0, -1);
  return deep ? [...own, [below, below]] : own;
}
