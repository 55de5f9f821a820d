/**
 * What documents and bodies look like, by what the code says of them: Mongoose schemas, JSON schemas, and those of zod
 * and its kin.
 */
import type { Source } from './sources.ts';
import { enclosed, entriesOf, literal, parts } from './text.ts';

export type Type = 'string' | 'number' | 'boolean' | 'date' | 'email' | 'uuid' | 'id' | 'list' | 'object';

export interface Field {
  name: string;
  type: Type;
  isRequired: boolean;
  isUnique: boolean;
  /** The values that it may have; empty: any. */
  of: string[];
}

export interface Shape {
  file: string;
  /** The variable that holds it, such as `Todo`. */
  name: string;
  fields: Field[];
  /** The collection whose documents it describes. */
  coll?: string;
}

export function shapesOf(sources: readonly Source[]): Shape[] {
  return sources.flatMap((source) => [...modelsIn(source), ...schemasIn(source)]);
}

/** `const Todo = mongoose.model('Todo', todoSchema)`, and the schema before it. */
function modelsIn({ file, text }: Source): Shape[] {
  const schemas = new Map<string, { fields: Field[]; coll: string | undefined }>();
  for (const match of text.matchAll(/(\w+)\s*=\s*new\s+(?:\w+\.)?Schema\s*(?:\(|<)/g)) {
    const [fields = '', options = ''] = parts(enclosed(text, text.indexOf('(', match.index)));
    const coll = literal(/\bcollection:\s*("[^"]*")/.exec(options)?.[1]);
    schemas.set(match[1]!, { fields: fieldsOf(fields, mongooseField), coll });
  }
  const models = text.matchAll(/(?:(\w+)\s*=\s*)?\b(?:\w+\.)?model\s*\(\s*["']([\w-]+)["']\s*,/g);
  return [...models].map((match) => {
    const [, schema = '', third] = parts(enclosed(text, text.indexOf('(', match.index)));
    const { fields = [], coll } = schemas.get(schema) ?? {};
    const [, variable, name] = match;
    const named = variable === 'exports' ? undefined : variable;
    return { file, name: named ?? name!, fields, coll: literal(third) ?? coll ?? pluralOf(name!) };
  });
}

/** `z.object({ … })`, `Joi.object({ … })`, `Type.Object({ … })`, `{ type: 'object', properties: { … } }`, by their variable. */
function schemasIn({ file, text }: Source): Shape[] {
  const found: Shape[] = [];
  for (const match of text.matchAll(/(\w+)\s*=\s*(?:\w+\.(?:object|Object|strictObject)\s*\(\s*)?\{/g)) {
    const inside = enclosed(text, match.index + match[0].length - 1);
    const name = match[1]!;
    if (match[0].includes('bject')) found.push({ file, name, fields: fieldsOf(`{${inside}}`, builtField) });
    else if (/\bproperties:\s*\{/.test(inside)) found.push({ file, name, fields: jsonSchemaFields(inside) });
  }
  return found;
}

/** Of the text of a JSON schema. */
export function jsonSchemaFields(text: string): Field[] {
  const at = text.search(/\bproperties:\s*\{/);
  const required = /\brequired:\s*\[([^\]]*)\]/.exec(text)?.[1] ?? '';
  const names = parts(required).map((part) => literal(part));
  return fieldsOf(`{${enclosed(text, text.indexOf('{', at))}}`, jsonField).map((field) => ({
    ...field,
    isRequired: names.includes(field.name),
  }));
}

type ReadField = (value: string) => Omit<Field, 'name'>;

function fieldsOf(object: string, read: ReadField): Field[] {
  const open = object.indexOf('{');
  if (open < 0) return [];
  return entriesOf(enclosed(object, open)).map(([name, value]) => ({ name, ...read(value) }));
}

const strings = (list: string | undefined): string[] =>
  parts(list ?? '').flatMap((part) => literal(part) ?? []);

const MONGOOSE: readonly (readonly [pattern: RegExp, type: Type])[] = [
  [/^\s*\[/, 'list'],
  [/ObjectId/, 'id'],
  [/Number|Decimal|Int32|Double/, 'number'],
  [/Boolean/, 'boolean'],
  [/Date/, 'date'],
  [/UUID/, 'uuid'],
  [/String/, 'string'],
];

const mongooseField: ReadField = (value) => {
  const said = /\btype:\s*([^,}]+)/.exec(value)?.[1] ?? value;
  return {
    type: MONGOOSE.find(([pattern]) => pattern.test(said))?.[1] ?? 'object',
    isRequired: /\brequired:\s*(?:!0|true|\[)/.test(value),
    isUnique: /\bunique:\s*(?:!0|true)/.test(value),
    of: strings(/\benum:\s*\[([^\]]*)\]/.exec(value)?.[1]),
  };
};

const jsonField: ReadField = (value) => {
  const [, type = 'string'] = /\btype:\s*["'](\w+)["']/.exec(value) ?? [];
  const [, format] = /\bformat:\s*["']([\w-]+)["']/.exec(value) ?? [];
  return { type: typeNamed(format ?? type), isRequired: false, isUnique: false, of: enumIn(value) };
};

/** Of a chain such as `z.string().email()`: what it names. */
const builtField: ReadField = (value) => ({
  type: typeNamed(
    (value.match(/\b(?:email|uuid|date|datetime|number|int|integer|boolean|array|object)\b/i) ?? [
      'string',
    ])[0],
  ),
  isRequired: !/\.optional\(|\.nullish\(|\.default\(/i.test(value),
  isUnique: false,
  of: enumIn(value),
});

const enumIn = (value: string): string[] =>
  strings(/\b(?:enum|valid|Enum)\b[^[("]*[[(]\s*\[?([^\])]*)/.exec(value)?.[1]);

function typeNamed(word: string): Type {
  switch (word.toLowerCase()) {
    case 'number':
    case 'int':
    case 'integer':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'date':
    case 'datetime':
    case 'date-time':
      return 'date';
    case 'email':
      return 'email';
    case 'uuid':
      return 'uuid';
    case 'array':
      return 'list';
    case 'object':
      return 'object';
    default:
      return 'string';
  }
}

/** The collection of a model, as Mongoose names it, for the plurals that are usual. */
function pluralOf(model: string): string {
  const name = model.toLowerCase();
  if (/(?:[^s]|^)s$|news$|data$/.test(name) && !/(us|ss|is)$/.test(name)) return name;
  if (/person$/.test(name)) return name.replace(/person$/, 'people');
  if (/child$/.test(name)) return `${name}ren`;
  if (/[^aeiou]y$/.test(name)) return name.replace(/y$/, 'ies');
  if (/(s|x|z|ch|sh)$/.test(name)) return `${name}es`;
  return `${name}s`;
}
