/**
 * What an index on `$**` holds: each value of a document under the path to it.
 *
 * https://www.mongodb.com/docs/manual/core/indexes/index-types/index-wildcard/: an object is gone through down to its
 * values, a list is spread over entries without positions in their paths, and a list within a list is held as it is.
 */
import { keyOf, type TextKey } from '../bson/keystring.ts';
import { type Doc, isObject, toNumber, type Value } from '../bson/values.ts';

const ALL = '$**';
const isOn = (v: Value): boolean => v === true || (typeof v !== 'boolean' && toNumber(v) !== 0);

export const isWildcard = (key: Doc): boolean =>
  Object.keys(key).some((field) => field === ALL || field.endsWith(`.${ALL}`));

export class Wildcard {
  /** Below which path; empty: the whole document. */
  readonly #root: string;
  /** Which paths below it, if not all. */
  readonly #named: string[] | undefined;
  /** Whether these alone are held, or all but these. */
  readonly #isIncluding: boolean;

  /** Undefined where the index is none. */
  static from({ key, wildcardProjection }: { key: Doc; wildcardProjection?: unknown }): Wildcard | undefined {
    return isWildcard(key)
      ? new Wildcard(Object.keys(key)[0]!, wildcardProjection as Doc | undefined)
      : undefined;
  }

  private constructor(field: string, projection: Doc | undefined) {
    this.#root = field.slice(0, -ALL.length).replace(/\.$/, '');
    const { _id, ...rest } = projection ?? {};
    const [first] = Object.values(rest);
    const including =
      first === undefined ? _id !== undefined && isOn(_id) && projection !== undefined : isOn(first);
    this.#isIncluding = including;
    const named = Object.keys(rest);
    // The identity is left out of all that begins at the top, unless it is asked for.
    if (including) {
      if (_id !== undefined && isOn(_id)) named.push('_id');
    } else if (this.#root === '' && !(_id !== undefined && isOn(_id))) named.push('_id');
    this.#named = named.length > 0 || including ? named : undefined;
  }

  /** Whether values at this path are held; `deep`: and all that lies below it. */
  covers(path: string, deep: boolean): boolean {
    const isAt = (top: string): boolean => path === top || path.startsWith(`${top}.`);
    if (this.#root !== '' && !isAt(this.#root)) return false;
    // In the index there is no telling a field of such a name from a place in a list.
    if (path.split('.').some((name) => /^\d+$/.test(name))) return false;
    if (this.#named === undefined) return true;
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
