/** Where an update works: following a path, making what is missing on the way, and noting what changed. */

import { show } from '../../bson/show.ts';
import { type Doc, isObject, setField, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import type { Predicate } from '../match.ts';
import type { Modifier } from './modifiers.ts';

/** The change as the oplog has it: full paths. */
export interface Log {
  set: Doc;
  unset: string[];
  /** Arrays that were cut short. */
  truncated?: { field: string; newSize: number }[];
}

/** A field that is not there. */
export const NOTHING = Symbol('nothing');

const INDEX = /^(0|[1-9]\d*)$/;

/** The paths that one with `$`, `$[]` and `$[id]` stands for in this document. */
export function expandPath(
  doc: Doc,
  path: string[],
  position: () => number,
  filters: Map<string, Predicate>,
): string[][] {
  if (!path.some((part) => part.startsWith('$'))) return [path];
  const out: string[][] = [];
  const walk = (value: Value, at: number, done: string[]): void => {
    if (at === path.length) {
      out.push(done);
      return;
    }
    const part = path[at]!;
    if (part === '$') {
      const i = String(position());
      walk(child(value, i), at + 1, [...done, i]);
      return;
    }
    const id = /^\$\[(.*)\]$/.exec(part)?.[1];
    if (id === undefined) {
      walk(child(value, part), at + 1, [...done, part]);
      return;
    }
    if (!Array.isArray(value)) {
      if (value === undefined)
        fail(2, `The path '${done.join('.')}' must exist in the document in order to apply array updates.`);
      fail(2, `Cannot apply array updates to non-array element ${done.at(-1)}: ${show(value)}`);
    }
    value.forEach((item, i) => {
      if (id === '' || filters.get(id)!({ [id]: item })) walk(item, at + 1, [...done, String(i)]);
    });
  };
  walk(doc, 0, []);
  return out;
}

function child(value: Value, part: string): Value {
  if (Array.isArray(value)) return INDEX.test(part) ? value[Number(part)] : undefined;
  return isObject(value) && Object.hasOwn(value, part) ? value[part] : undefined;
}

/** The value at a plain path (no arrays on the way), for `$rename`. */
export function readAt(doc: Doc, path: string[] | undefined): Value | typeof NOTHING {
  if (!path) return NOTHING;
  let value: Value = doc;
  for (const part of path) {
    if (Array.isArray(value))
      return fail(
        2,
        `The source field cannot be an array element, '${path.join('.')}' in doc has an array field`,
      );
    if (!isObject(value) || !Object.hasOwn(value, part)) return NOTHING;
    value = value[part];
  }
  return value;
}

/** The document with the modifier applied at `path`. `moved` is the value that a rename brings along. */
export function modifyAt(
  doc: Doc,
  path: string[],
  modifier: Modifier,
  moved: Value | typeof NOTHING,
  log: Log,
): Doc {
  const leaf = (old: Value | typeof NOTHING): Value | typeof NOTHING => {
    const result = modifier.apply(old, { doc, path, moved });
    if (!result) return old;
    const name = path.join('.');
    if (result.value === NOTHING) {
      if (old === NOTHING) return old;
      log.unset.push(name);
    } else if (result.appended) {
      for (const [i, value] of result.appended) setField(log.set, `${name}.${i}`, value);
    } else setField(log.set, name, result.value);
    return result.value;
  };
  return step(doc, path, 0, modifier, leaf) as Doc;
}

function step(
  value: Value,
  path: string[],
  at: number,
  modifier: Modifier,
  leaf: (old: Value | typeof NOTHING) => Value | typeof NOTHING,
): Value {
  const part = path[at]!;
  const last = at === path.length - 1;
  if (isObject(value)) {
    const has = Object.hasOwn(value, part);
    if (!has && !modifier.creates) return value;
    const old = has ? value[part] : NOTHING;
    const next = last ? leaf(old) : has ? step(old, path, at + 1, modifier, leaf) : make(path, at + 1, leaf);
    if (next === old) return value;
    const copy = { ...value };
    if (next === NOTHING) delete copy[part];
    else setField(copy, part, next);
    return copy;
  }
  if (Array.isArray(value) && INDEX.test(part)) {
    const i = Number(part);
    if (i >= value.length && !modifier.creates) return value;
    if (i > value.length + 1_500_000) fail(2, `can't backfill more than 1500000 elements`);
    const has = i < value.length;
    const old = has ? value[i] : NOTHING;
    const next = last ? leaf(old) : has ? step(old, path, at + 1, modifier, leaf) : make(path, at + 1, leaf);
    if (next === old) return value;
    const copy = value.slice();
    while (copy.length < i) copy.push(null);
    // An element that is unset leaves null behind, so that the others keep their places.
    copy[i] = next === NOTHING ? null : next;
    return copy;
  }
  if (!modifier.creates && modifier.lenient) return value;
  const name = path[at - 1];
  if (!modifier.creates)
    return fail(
      28,
      `Cannot use the part (${part}) of (${path.join('.')}) to traverse the element ({${name}: ${show(value)}})`,
    );
  return fail(28, `Cannot create field '${part}' in element {${name}: ${show(value)}}`);
}

/** The documents from `at` on, down to the new leaf. */
function make(
  path: string[],
  at: number,
  leaf: (old: typeof NOTHING) => Value | typeof NOTHING,
): Value | typeof NOTHING {
  const value = leaf(NOTHING);
  if (value === NOTHING) return NOTHING;
  let out: Value = value;
  for (let i = path.length - 1; i >= at; i--) out = { [path[i]!]: out };
  return out;
}

/** The document as the prose of errors names it. */
export const idOf = (doc: Doc): string => `{_id: ${show(doc._id ?? null)}}`;
