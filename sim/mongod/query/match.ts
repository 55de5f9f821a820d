/**
 * Compiles a filter into a predicate, refusing what the server refuses, with its codes. Not `mingo`: it has one
 * type of number, and its null, array and type rules differ from the server's in ways that the recordings show.
 * Leaves are in leaf.ts, `$jsonSchema` in schema.ts, `$expr` in expr.ts.
 */

import { BSONRegExp } from 'bson';
import { type Doc, isObject, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { compileExpr, truthy, type Vars } from './expr.ts';
import { orderOf } from './expression.ts';
import { refuseWhere } from './javascript.ts';
import { compareLeaf, isOperatorObject, leafOperator, regexLeaf } from './leaf.ts';
import { visitPath } from './path.ts';
import { compileSchema } from './schema.ts';

/** Where a test is put: `spread` says whether an array found there is tried element by element too. */
interface Target {
  path: string[];
  spread: boolean;
}

export type Predicate = (doc: Doc) => boolean;

/** Fields of a DBRef, whatever stands in front of their names. */
const DBREF = new Set(['$ref', '$id', '$db']);

/** Throws BadValue and its like for a filter that the server would refuse. */
export function compileFilter(filter: Doc, vars: Vars = {}): Predicate {
  const parts: Predicate[] = [];
  for (const [name, value] of Object.entries(filter)) {
    const part =
      name.startsWith('$') && !DBREF.has(name) ? topLevel(name, value, vars) : field(name, value, vars);
    if (part) parts.push(part);
  }
  return all(parts);
}

function all(parts: Predicate[]): Predicate {
  if (parts.length === 0) return () => true;
  if (parts.length === 1) return parts[0]!;
  return (doc) => {
    for (const part of parts) if (!part(doc)) return false;
    return true;
  };
}

function topLevel(name: string, value: Value, vars: Vars): Predicate | undefined {
  switch (name) {
    case '$and':
      return all(branches(name, value, vars));
    case '$or': {
      const parts = branches(name, value, vars);
      return (doc) => parts.some((part) => part(doc));
    }
    case '$nor': {
      const parts = branches(name, value, vars);
      return (doc) => !parts.some((part) => part(doc));
    }
    case '$expr': {
      const expr = compileExpr(value, vars);
      return (doc) => truthy(expr(doc, vars));
    }
    case '$jsonSchema':
      if (!isObject(value)) fail(14, '$jsonSchema must be an object');
      return compileSchema(value);
    case '$comment':
      return undefined;
    case '$alwaysTrue':
      return () => true;
    case '$alwaysFalse':
      return () => false;
    case '$where':
      return refuseWhere(vars);
    case '$text':
      return fail(27, 'text index required for $text query');
    default:
      return fail(2, `unknown top level operator: ${name}`);
  }
}

function branches(name: string, value: Value, vars: Vars): Predicate[] {
  if (!Array.isArray(value)) return fail(2, `${name} must be an array`);
  if (value.length === 0) return fail(2, '$and/$or/$nor must be a nonempty array');
  return value.map((branch) => {
    if (!isObject(branch)) return fail(2, '$or/$and/$nor entries need to be full objects');
    return compileFilter(branch, vars);
  });
}

function field(name: string, value: Value, vars: Vars): Predicate {
  const at = { path: name.split('.'), spread: true };
  if (isOperatorObject(value)) return operators(at, value, vars);
  if (value instanceof BSONRegExp) {
    const test = regexLeaf(value.pattern, value.options);
    return (doc) => visitPath(doc, at.path, at.spread, test);
  }
  return equality(at, value, vars);
}

function equality(at: Target, value: Value, vars: Vars): Predicate {
  const test = compareLeaf('$eq', value, orderOf(vars));
  return (doc) => visitPath(doc, at.path, at.spread, test);
}

function operators(at: Target, ops: Doc, vars: Vars): Predicate {
  const parts: Predicate[] = [];
  for (const [name, value] of Object.entries(ops)) {
    if (name === '$options') {
      if (!Object.hasOwn(ops, '$regex')) fail(2, '$options needs a $regex');
      continue;
    }
    const part = operator(at, name, value, ops, vars);
    if (part) parts.push(part);
  }
  return all(parts);
}

function operator(at: Target, name: string, value: Value, ops: Doc, vars: Vars): Predicate | undefined {
  switch (name) {
    case '$ne': {
      if (value instanceof BSONRegExp) fail(2, "Can't have regex as arg to $ne.");
      const eq = equality(at, value, vars);
      return (doc) => !eq(doc);
    }
    case '$nin': {
      const test = leafOperator('$in', value, ops, orderOf(vars));
      return (doc) => !visitPath(doc, at.path, at.spread, test);
    }
    case '$not':
      return not(at, value, vars);
    case '$exists': {
      const wanted = truthy(value);
      return (doc) => visitPath(doc, at.path, false, (v) => typeof v !== 'symbol') === wanted;
    }
    case '$size':
    case '$elemMatch': {
      const test = name === '$size' ? leafOperator(name, value, ops, orderOf(vars)) : elemMatch(value, vars);
      return (doc) => visitPath(doc, at.path, false, test);
    }
    case '$all':
      return allOf(at, value, vars);
    default: {
      const test = leafOperator(name, value, ops, orderOf(vars));
      return (doc) => visitPath(doc, at.path, at.spread, test);
    }
  }
}

function not(at: Target, value: Value, vars: Vars): Predicate {
  if (value instanceof BSONRegExp) {
    const test = regexLeaf(value.pattern, value.options);
    return (doc) => !visitPath(doc, at.path, at.spread, test);
  }
  if (!isObject(value)) return fail(2, '$not needs a regex or a document');
  if (Object.keys(value).length === 0) return fail(2, '$not cannot be empty');
  if (!isOperatorObject(value)) return fail(2, `unknown operator: ${Object.keys(value)[0]}`);
  const inner = operators(at, value, vars);
  return (doc) => !inner(doc);
}

function elemMatch(value: Value, vars: Vars): (v: Value) => boolean {
  if (!isObject(value)) return fail(2, '$elemMatch needs an Object');
  const first = Object.keys(value)[0];
  const logical =
    first !== undefined && ['$and', '$or', '$nor', '$expr', '$jsonSchema', '$comment'].includes(first);
  if (isOperatorObject(value) && !logical) {
    const ops = operators({ path: ['v'], spread: false }, value, vars);
    // The elements stand for themselves here: an array among them is not spread.
    return (list) => Array.isArray(list) && list.some((v) => ops({ v }));
  }
  const filter = compileFilter(value, vars);
  return (list) =>
    Array.isArray(list) &&
    list.some((v) => (isObject(v) ? filter(v) : Array.isArray(v) && filter({ ...v } as Doc)));
}

function allOf(at: Target, value: Value, vars: Vars): Predicate {
  if (!Array.isArray(value)) return fail(2, '$all needs an array');
  if (value.length === 0) return () => false;
  const isElem = (v: Value): boolean => isObject(v) && Object.keys(v)[0] === '$elemMatch';
  if (isElem(value[0])) {
    return all(
      value.map((v) => {
        if (!isElem(v)) return fail(2, '$all/$elemMatch has to be consistent');
        const test = elemMatch((v as Doc).$elemMatch, vars);
        return (doc: Doc) => visitPath(doc, at.path, false, test);
      }),
    );
  }
  return all(
    value.map((v) => {
      if (isOperatorObject(v)) return fail(2, 'no $ expressions in $all');
      if (!(v instanceof BSONRegExp)) return equality(at, v, vars);
      const test = regexLeaf(v.pattern, v.options);
      return (doc: Doc) => visitPath(doc, at.path, at.spread, test);
    }),
  );
}
