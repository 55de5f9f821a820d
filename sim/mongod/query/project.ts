/** Projections of find and of `$project`: fields in, fields out, computed fields, and find's `$slice` and `$elemMatch`. */
import { type Doc, isNumber, isObject, setField, toNumber, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { compileExpr, type Expr, truthy, type Vars } from './expr.ts';
import { compileFilter } from './match.ts';
import { checkFieldPath, visitPath } from './path.ts';

export type Projection = (doc: Doc, vars: Vars) => Doc;

type Step =
  | { kind: 'in' | 'out' }
  | { kind: 'value'; expr: Expr }
  | { kind: 'slice'; skip: number | undefined; limit: number }
  | { kind: 'elemMatch'; test: (doc: Doc) => boolean }
  | { kind: 'positional' };
interface Node {
  step?: Step;
  children: Map<string, Node>;
}

interface Options {
  /** find's own operators are allowed, and an empty projection means the whole document. */
  find: boolean;
  vars: Vars;
  /** The filter whose match decides what `a.$` is. */
  filter?: Doc;
}

export function compileProjection(spec: Doc, options: Options): Projection {
  const names = Object.keys(spec);
  if (names.length === 0) {
    if (options.find) return (doc) => doc;
    fail(51272, 'Invalid $project :: caused by :: projection specification must have at least one field');
  }
  const root: Node = { children: new Map() };
  let mode: 'in' | 'out' | undefined;
  let idStep: Step | undefined;
  const special = new Set<Step['kind']>();
  const decide = (step: Step, path: string): void => {
    if (step.kind === 'positional' && special.has('positional'))
      fail(31276, 'Cannot specify more than one positional projection per query.');
    special.add(step.kind);
    if (special.has('positional') && special.has('elemMatch'))
      fail(step.kind === 'positional' ? 31256 : 31255, 'Cannot specify positional operator and $elemMatch.');
    if (step.kind === 'slice') return;
    const kind = step.kind === 'out' ? 'out' : 'in';
    if (mode !== undefined && mode !== kind) {
      fail(
        kind === 'out' ? 31254 : 31253,
        `Cannot do ${kind === 'out' ? 'exclusion' : 'inclusion'} on field ${path} in ${kind === 'out' ? 'inclusion' : 'exclusion'} projection`,
      );
    }
    mode = kind;
  };
  const walk = (value: Value, path: string): void => {
    if (isObject(value) && !Object.keys(value).some((k) => k.startsWith('$'))) {
      if (Object.keys(value).length === 0)
        fail(51270, 'An empty sub-projection is not a valid value. Found empty object at path');
      for (const [k, v] of Object.entries(value)) walk(v, `${path}.${k}`);
      return;
    }
    const step = parseStep(value, path, options);
    if (path === '_id' && (step.kind === 'in' || step.kind === 'out')) idStep = step;
    else decide(step, path);
    place(root, step.kind === 'positional' ? path.slice(0, -2) : path, step);
  };
  for (const name of names) walk(spec[name], name);
  // `{_id: 0}` alone leaves out; `{_id: 1}` alone takes in.
  mode ??= idStep?.kind === 'in' ? 'in' : 'out';
  if (mode === 'in' && !idStep && !root.children.has('_id')) place(root, '_id', { kind: 'in' });
  const inclusive = mode === 'in';
  const positional = options.filter;
  return (doc, vars) => apply(doc, root, inclusive, { doc, vars, filter: positional }) as Doc;
}

function place(root: Node, path: string, step: Step): void {
  let node = root;
  checkFieldPath(path);
  for (const part of path.split('.')) {
    if (node.step) fail(31250, `Path collision at ${path}`);
    let child = node.children.get(part);
    if (!child) {
      child = { children: new Map() };
      node.children.set(part, child);
    }
    node = child;
  }
  if (node.step || node.children.size > 0) fail(node.step ? 31250 : 31249, `Path collision at ${path}`);
  node.step = step;
}

function parseStep(value: Value, path: string, options: Options): Step {
  if (options.find && /(^|\.)\$(\.|$)/.test(path)) return parsePositional(value, path);
  if (typeof value === 'boolean' || isNumber(value)) return { kind: truthy(value) ? 'in' : 'out' };
  if (options.find && isObject(value)) {
    if ('$slice' in value)
      return slice(value.$slice) ?? { kind: 'value', expr: compileExpr(value, options.vars) };
    if ('$elemMatch' in value) {
      if (!isObject(value.$elemMatch)) return fail(31274, `elemMatch: Invalid argument, object required`);
      if (path.includes('.')) return fail(31275, 'Cannot use $elemMatch projection on a nested field.');
      return {
        kind: 'elemMatch',
        test: compileFilter({ v: { $elemMatch: value.$elemMatch } }, options.vars),
      };
    }
  }
  return { kind: 'value', expr: compileExpr(value, options.vars) };
}

function parsePositional(value: Value, path: string): Step {
  if (!path.endsWith('.$') || path.slice(0, -2).split('.').includes('$'))
    fail(31394, "As of 4.4, it's illegal to specify positional operator in the middle of a path.");
  if (!truthy(value)) fail(31395, 'positional projection cannot be used with exclusion');
  return { kind: 'positional' };
}

function slice(arg: Value): Step | undefined {
  if (isNumber(arg)) return { kind: 'slice', skip: undefined, limit: toNumber(arg) };
  if (!Array.isArray(arg)) return fail(31273, `$slice only supports numbers and [skip, limit] arrays`);
  if (arg.length === 2 && isNumber(arg[0]) && isNumber(arg[1])) {
    const limit = toNumber(arg[1]);
    if (limit <= 0) fail(28724, `$slice limit must be positive`);
    return { kind: 'slice', skip: toNumber(arg[0]), limit };
  }
  return undefined;
}

interface Context {
  doc: Doc;
  vars: Vars;
  filter: Doc | undefined;
}

function apply(value: Value, node: Node, inclusive: boolean, ctx: Context): Value {
  if (Array.isArray(value)) {
    const out: Value[] = [];
    for (const item of value) {
      if (isObject(item) || Array.isArray(item)) out.push(apply(item, node, inclusive, ctx));
      else if (!inclusive) out.push(item);
    }
    return out;
  }
  if (!isObject(value)) return value;
  const out: Doc = {};
  for (const name of Object.keys(value)) {
    const child = node.children.get(name);
    if (!child) {
      if (!inclusive) setField(out, name, value[name]);
      continue;
    }
    const v = one(value[name], child, inclusive, ctx);
    if (v !== undefined) setField(out, name, v);
  }
  for (const [name, child] of node.children) {
    if (Object.hasOwn(value, name)) continue;
    const v = computed(child, ctx);
    if (v !== undefined) setField(out, name, v);
  }
  return out;
}

function one(value: Value, node: Node, inclusive: boolean, ctx: Context): Value {
  const step = node.step;
  switch (step?.kind) {
    case 'in':
      return value;
    case 'out':
      return undefined;
    case 'value':
      return step.expr(ctx.doc, ctx.vars);
    case 'slice':
      return Array.isArray(value) ? sliced(value, step.skip, step.limit) : value;
    case 'elemMatch': {
      if (!Array.isArray(value)) return undefined;
      const found = value.find((item) => step.test({ v: [item] }));
      return found === undefined ? undefined : [found];
    }
    case 'positional':
      return positional(value, ctx);
  }
  if (isObject(value) || Array.isArray(value)) return apply(value, node, inclusive, ctx);
  if (!inclusive) return value;
  return computed(node, ctx);
}

/** What stands where the document has nothing: only computed fields. */
function computed(node: Node, ctx: Context): Value {
  if (node.step) return node.step.kind === 'value' ? node.step.expr(ctx.doc, ctx.vars) : undefined;
  const out: Doc = {};
  for (const [name, child] of node.children) {
    const v = computed(child, ctx);
    if (v !== undefined) setField(out, name, v);
  }
  return Object.keys(out).length > 0 ? out : undefined;
}

function sliced(list: Value[], skip: number | undefined, limit: number): Value[] {
  if (skip === undefined) return limit >= 0 ? list.slice(0, limit) : list.slice(limit);
  const start = skip < 0 ? Math.max(0, list.length + skip) : skip;
  return list.slice(start, start + limit);
}

function positional(value: Value, ctx: Context): Value {
  if (!Array.isArray(value)) return value;
  const i = matchedIndex(ctx.doc, ctx.filter ?? {}, ctx.vars);
  if (i === undefined)
    return fail(
      51246,
      'Executor error during find command :: caused by :: positional operator does not match the query',
    );
  return i < value.length ? [value[i]] : [];
}

/** Which element of the array that the filter looked through made it match. */
export function matchedIndex(doc: Doc, filter: Doc, vars?: Vars): number | undefined {
  let found: number | undefined;
  for (const [name, value] of Object.entries(filter)) {
    if (name === '$and' && Array.isArray(value)) {
      for (const part of value) found = matchedIndex(doc, part as Doc, vars) ?? found;
      continue;
    }
    if (name.startsWith('$')) continue;
    const path = name.split('.');
    for (let n = path.length; n > 0; n--) {
      let list: Value;
      visitPath(doc, path.slice(0, n), false, (v) => {
        list = v;
        return true;
      });
      if (!Array.isArray(list)) continue;
      const rest = path.slice(n).join('.');
      const probe = compileFilter({ [rest === '' ? 'v' : `v.${rest}`]: value }, vars);
      const i = list.findIndex((item) => probe({ v: [item] }));
      if (i >= 0) found = i;
      break;
    }
  }
  return found;
}
