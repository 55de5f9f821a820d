/** A first workload: of each route a request, with a body that it may well take. */

import type { Route } from './routes.ts';
import { type Field, jsonSchemaFields, type Shape, type Type } from './shapes.ts';
import type { Collection } from './stores.ts';

export interface RequestKind {
  kind: string;
  method: string;
  /** Source text of a string: `'/todos'`, or a template that names `n` or `pick`. */
  path: string;
  /** Source text of each field of the body; undefined: it has none. */
  payload: [name: string, value: string][] | undefined;
  weight: number;
  /** What it makes, and the fields of the body that are found in it again. */
  makes: { coll: string; by: string[] } | undefined;
}

/** More than these a person does not read in a minute. */
export const MOST_KINDS = 8;
const SIMILAR = 5;

export interface Known {
  shapes: readonly Shape[];
  collections: readonly Collection[];
  /** Documents have an `ObjectId` for `_id`. */
  hasObjectIds: boolean;
}

export function requestOf(route: Route, known: Known): RequestKind {
  const { method, path } = route;
  const isWrite = method === 'POST' || method === 'PUT' || method === 'PATCH';
  const coll = isWrite ? collectionOf(route, known) : undefined;
  const unique = new Set(coll?.unique.flat() ?? []);
  const fields = isWrite ? bodyOf(route, known) : [];
  const payload = fields.map((field): [string, string] => [field.name, valueText(field, unique)]);
  const by = fields.filter((field) => isFoundAgain(field, route, coll, unique)).map(({ name }) => name);
  return {
    kind: `${method} ${path}`,
    method,
    path: pathText(path, known.hasObjectIds),
    payload: isWrite ? payload : undefined,
    weight: method === 'POST' ? 3 : 1,
    makes:
      method === 'POST' && coll && by.length > 0 && !path.includes(':') ? { coll: coll.coll, by } : undefined,
  };
}

/** A parameter is a made-up id: nobody knows beforehand those that a service makes. */
function pathText(path: string, hasObjectIds: boolean): string {
  if (!/[:*{]/.test(path)) return `'${path}'`;
  const id = hasObjectIds ? `\${'0'.repeat(23)}\${pick(${SIMILAR})}` : `id-\${pick(${SIMILAR})}`;
  const text = path.replace(/:(\w+)(\([^)]*\))?\??|\{(\w+)\}/g, id).replace(/\*\w*/g, 'x');
  return `\`${text}\``;
}

const NO_PROMISE = /pass|secret|token|hash|pin$/i;

/** Whether what is sent in a field stands so in the document that is made of it. */
function isFoundAgain(
  { name, type, of }: Field,
  { handler }: Route,
  coll: Collection | undefined,
  unique: ReadonlySet<string>,
): boolean {
  if (!coll || type !== 'string' || of.length > 0 || NO_PROMISE.test(name)) return false;
  const isMade = /\.(create|insertOne|save|insertMany)\(|\bnew\s+[A-Z]\w*\(/.test(handler);
  return isMade && (coll.fields.includes(name) || unique.has(name) || coll.fields.length === 0);
}

/** The collection that a route writes to: the one whose variable its code names, else the one of that name. */
function collectionOf({ handler, path }: Route, { collections }: Known): Collection | undefined {
  const named = collections.find(
    ({ variables, coll }) =>
      variables.some((variable) => new RegExp(`\\b${variable}\\b`).test(handler)) ||
      handler.includes(`collection("${coll}")`),
  );
  return named ?? collections.find(({ coll }) => path.split('/').includes(coll));
}

/** What the body should hold. */
function bodyOf({ handler, path }: Route, known: Known): Field[] {
  const inline = /\bproperties:\s*\{/.test(handler) ? jsonSchemaFields(handler) : [];
  const coll = collectionOf({ handler, path, method: '' }, known)?.coll;
  const related = known.shapes.filter(
    ({ name, coll: of }) => new RegExp(`\\b${name}\\b`).test(handler) || (of !== undefined && of === coll),
  );
  const shapes = [inline, ...related.map(({ fields }) => fields)];
  const names = namesRead(handler);
  if (names.length === 0) return needed(shapes.find((fields) => fields.length > 0) ?? []);
  const everywhere = [...shapes, ...known.shapes.map(({ fields }) => fields)].flat();
  return names.flatMap((name): Field[] => {
    const field = everywhere.find((other) => other.name === name) ?? guessed(name);
    return field.type === 'id' && !field.isRequired ? [] : [field];
  });
}

/** Those a document must have; if none is marked so, those that are plain. */
function needed(fields: readonly Field[]): Field[] {
  const required = fields.filter(({ isRequired }) => isRequired);
  return required.length > 0 ? required : fields.filter(({ type }) => type === 'string' || type === 'number');
}

/** `const { title } = req.body`, `request.body.title`. */
function namesRead(handler: string): string[] {
  const names = [...handler.matchAll(/\b(?:body|payload)\??\.([a-zA-Z_]\w*)/g)].map(([, name]) => name!);
  for (const [, inside] of handler.matchAll(/\{([^{}]*)\}\s*=\s*(?:await\s+)?[\w.]*\bbody\b/g))
    names.push(...[...inside!.matchAll(/(\w+)\s*(?::[^,]*|=[^,]*)?(?:,|$)/g)].map(([, name]) => name!));
  return [...new Set(names)];
}

const BY_NAME: readonly (readonly [pattern: RegExp, type: Type])[] = [
  [/email/i, 'email'],
  [/^(is|has)[A-Z_]|^(done|completed|active|enabled)$/, 'boolean'],
  [/(date|day|At)$/, 'date'],
  [/price|amount|qty|quantity|count|total|age|stock|number|size|priority|rating/i, 'number'],
  [/^(items|tags|lines|products)$/i, 'list'],
];

const guessed = (name: string): Field => ({
  name,
  type: BY_NAME.find(([pattern]) => pattern.test(name))?.[1] ?? 'string',
  isRequired: false,
  isUnique: false,
  of: [],
});

/** Source text of a value. Of what must be unique a few are asked for again and again. */
function valueText({ name, type, of }: Field, unique: ReadonlySet<string>): string {
  if (of.length > 0) return `'${of[0]}'`;
  const which = unique.has(name) ? `pick(${SIMILAR})` : 'n';
  switch (type) {
    case 'number':
      return unique.has(name) ? which : '1';
    case 'boolean':
      return 'true';
    case 'date':
      return unique.has(name) ? `\`2024-02-0\${1 + ${which}}\`` : `'2024-02-01'`;
    case 'email':
      return `\`${name}-\${${which}}@example.com\``;
    case 'uuid':
      return `\`00000000-0000-4000-8000-\${String(${which}).padStart(12, '0')}\``;
    case 'id':
      return `'0'.repeat(24)`;
    case 'list':
      return '[]';
    case 'object':
      return '{}';
    default:
      return `\`${name} \${${which}}\``;
  }
}
