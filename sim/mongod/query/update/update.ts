/**
 * Updates: operators, replacements and pipelines, applied to a document that is never changed but copied along the
 * paths touched. Also says how the change is written into the oplog: as the fields set and unset, or as a whole
 * document. Modifiers of single values are in modifiers.ts, paths in place.ts.
 */
import { identical } from '../../bson/compare.ts';
import { type Doc, isObject, setField, typeName, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import type { Vars } from '../expr.ts';
import { compileFilter, type Predicate } from '../match.ts';
import { matchedIndex } from '../project.ts';
import { atLeast } from '../since.ts';
import { compileUpdatePipeline } from '../stages.ts';
import { changeOf } from './diff.ts';
import { MODIFIERS, type Modifier } from './modifiers.ts';
import { expandPath, type Log, modifyAt, readAt } from './place.ts';
import { checkStorable } from './storable.ts';

export interface Updated {
  doc: Doc;
  changed: boolean;
  /** What to write into the oplog: the fields that changed, or undefined for the whole document. */
  log: Log | undefined;
}

export interface Update {
  kind: 'replacement' | 'operators' | 'pipeline';
  /** `inserting`: an upsert found nothing, `$setOnInsert` counts. */
  apply(doc: Doc, inserting?: boolean): Updated;
}

export interface UpdateOptions {
  filter: Doc;
  arrayFilters?: Doc[];
  vars?: Vars;
  now: () => Date;
  clusterTime: () => Value;
}

interface Step {
  path: string[];
  modifier: Modifier;
}

export function compileUpdate(u: Value, options: UpdateOptions): Update {
  if (Array.isArray(u)) {
    if (options.arrayFilters) fail(9, 'arrayFilters may not be specified for pipeline-syle updates');
    const run = compileUpdatePipeline(u as Doc[], options.vars ?? {});
    return { kind: 'pipeline', apply: (doc) => told(doc, whole(doc, run(doc), options.vars), options) };
  }
  if (!isObject(u)) return fail(9, 'Update argument must be either an object or an array');
  if (!Object.keys(u)[0]?.startsWith('$')) return replacement(u, options);
  return operators(u, options);
}

/** Since 5.0 what a pipeline changes is told as the changes of operators are. */
function told(before: Doc, updated: Updated, { vars }: UpdateOptions): Updated {
  if (!updated.changed || !atLeast(vars ?? {}, '5.0')) return updated;
  return { ...updated, log: changeOf(before, updated.doc) };
}

function replacement(u: Doc, options: UpdateOptions): Update {
  if (options.arrayFilters?.length)
    fail(9, 'arrayFilters may not be specified for replacement-style updates');
  for (const name of Object.keys(u)) {
    if (name.startsWith('$'))
      fail(
        52,
        atLeast(options.vars ?? {}, '5.0')
          ? `The dollar ($) prefixed field '${name}' in '${name}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`
          : `The dollar ($) prefixed field '${name}' in '${name}' is not valid for storage.`,
      );
  }
  return { kind: 'replacement', apply: (doc) => whole(doc, u, options.vars) };
}

/** `after` in the place of `before`, under the same _id, which comes first. */
function whole(before: Doc, after: Doc, vars: Vars = {}): Updated {
  const doc: Doc = {};
  if (Object.hasOwn(before, '_id')) doc._id = before._id;
  else if (Object.hasOwn(after, '_id')) doc._id = after._id;
  for (const [name, value] of Object.entries(after)) if (name !== '_id') setField(doc, name, value);
  if (Object.hasOwn(before, '_id') && Object.hasOwn(after, '_id') && !identical(before._id, after._id)) {
    fail(
      66,
      `After applying the update, the (immutable) field '_id' was found to have been altered to _id: ${String(after._id)}`,
    );
  }
  if (!atLeast(vars, '5.0')) checkStorable(doc);
  return { doc, changed: !identical(before, doc), log: undefined };
}

function operators(u: Doc, options: UpdateOptions): Update {
  const steps: Step[] = [];
  const onInsert: Step[] = [];
  for (const [name, fields] of Object.entries(u)) {
    const make = MODIFIERS[name];
    if (!make || !Object.hasOwn(MODIFIERS, name)) {
      return fail(
        9,
        `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
    }
    if (!isObject(fields)) {
      return fail(
        9,
        `Modifiers operate on fields but we found type ${typeName(fields)} instead. For example: {$mod: {<field>: ...}} not {${name}: ${String(fields)}}`,
      );
    }
    if (Object.keys(fields).length === 0 && !atLeast(options.vars ?? {}, '5.0'))
      fail(9, `'${name}' is empty. You must specify a field like so: {${name}: {<field>: ...}}`);
    for (const [field, arg] of Object.entries(fields)) {
      for (const step of make(field, arg, options)) {
        (name === '$setOnInsert' ? onInsert : steps).push({ path: splitPath(step.field), modifier: step });
      }
    }
  }
  const all = [...steps, ...onInsert];
  checkConflicts(all.map((s) => s.path.join('.')));
  all.sort((a, b) => comparePaths(a.path, b.path));
  const arrayFilters = compileArrayFilters(options.arrayFilters ?? [], all, options.vars);
  return {
    kind: 'operators',
    apply(doc, inserting = false) {
      const log: Log = { set: {}, unset: [] };
      let out = doc;
      let matched: number | undefined | null = null;
      const position = (): number => {
        if (matched === null)
          matched = inserting ? undefined : matchedIndex(doc, options.filter, options.vars);
        return matched ?? fail(2, 'The positional operator did not find the match needed from the query.');
      };
      for (const step of all) {
        if (onInsert.includes(step) && !inserting) continue;
        for (const path of expandPath(out, step.path, position, arrayFilters)) {
          out = modifyAt(out, path, step.modifier, readAt(doc, step.modifier.source), log);
        }
      }
      if (Object.hasOwn(doc, '_id') && !identical(doc._id, out._id)) {
        fail(66, "Performing an update on the path '_id' would modify the immutable field '_id'");
      }
      if (!atLeast(options.vars ?? {}, '5.0'))
        for (const [path, value] of Object.entries(log.set)) checkStorable(value, path);
      return { doc: out, changed: Object.keys(log.set).length > 0 || log.unset.length > 0, log };
    },
  };
}

function splitPath(field: string): string[] {
  if (field === '') fail(56, 'An empty update path is not valid.');
  const path = field.split('.');
  for (const part of path) {
    if (part === '')
      fail(56, `The update path '${field}' contains an empty field name, which is not allowed.`);
    if (part.startsWith('$') && part !== '$' && !/^\$\[.*\]$/.test(part)) {
      fail(52, `The dollar ($) prefixed field '${part}' in '${field}' is not valid for storage.`);
    }
  }
  if (path[0]!.startsWith('$'))
    fail(2, `Cannot have positional (i.e. '$') element in the first position in path '${field}'`);
  if (path.filter((part) => part === '$').length > 1)
    fail(2, `Too many positional (i.e. '$') elements found in path '${field}'`);
  return path;
}

/** Two paths conflict when one is the other or leads to it. */
function checkConflicts(paths: string[]): void {
  const taken = new Set<string>();
  for (const path of paths) {
    const other = [...taken].find((t) => t === path || t.startsWith(`${path}.`) || path.startsWith(`${t}.`));
    if (other !== undefined) {
      const at = other.length < path.length ? other : path;
      fail(40, `Updating the path '${path}' would create a conflict at '${at}'`);
    }
    taken.add(path);
  }
}

const isIndex = (part: string): boolean => /^\d+$/.test(part);

function comparePaths(a: string[], b: string[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [x, y] = [a[i]!, b[i]!];
    if (x === y) continue;
    if (isIndex(x) && isIndex(y)) return Number(x) - Number(y);
    return x < y ? -1 : 1;
  }
  return a.length - b.length;
}

/** By identifier: which elements `$[identifier]` stands for. */
function compileArrayFilters(filters: Doc[], steps: Step[], vars: Vars | undefined): Map<string, Predicate> {
  const out = new Map<string, Predicate>();
  for (const filter of filters) {
    const [id, other] = identifiersOf(filter);
    const wrong = id === undefined ? 'none' : other === undefined ? undefined : `'${id}' and '${other}'`;
    if (id === undefined || wrong)
      return fail(
        9,
        `Error parsing array filter :: caused by :: Expected a single top-level field name, found ${wrong}`,
      );
    if (out.has(id)) fail(9, `Found multiple array filters with the same top-level field name ${id}`);
    if (!/^[a-z][a-zA-Z0-9]*$/.test(id))
      fail(
        2,
        `Error parsing array filter :: caused by :: The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${id}'`,
      );
    out.set(id, compileFilter(filter, vars));
  }
  const used = new Set(steps.flatMap((s) => s.path.map((part) => /^\$\[(.+)\]$/.exec(part)?.[1])));
  for (const id of out.keys()) {
    if (!used.has(id)) fail(9, `The array filter for identifier '${id}' was not used in the update`);
  }
  for (const id of used) {
    if (id !== undefined && !out.has(id)) fail(2, `No array filter found for identifier '${id}' in path`);
  }
  return out;
}

/** The elements that a filter speaks of, by name. */
function identifiersOf(filter: Doc): Set<string> {
  const out = new Set<string>();
  for (const [name, value] of Object.entries(filter)) {
    if (!name.startsWith('$')) out.add(name.split('.')[0]!);
    else if (Array.isArray(value))
      for (const part of value) if (isObject(part)) for (const id of identifiersOf(part)) out.add(id);
  }
  return out;
}
