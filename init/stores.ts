/** Where a service keeps things: the name of its database, and its collections with what must be unique in them. */
import type { Variable } from './env.ts';
import type { Shape } from './shapes.ts';
import type { Source } from './sources.ts';
import { enclosed, entriesOf, literal, parts } from './text.ts';

export interface Collection {
  coll: string;
  /** The variables that hold it or its model. */
  variables: string[];
  /** The fields of its documents, where something says them. */
  fields: string[];
  /** Fields that together no two documents have alike. */
  unique: string[][];
}

export function collectionsOf(sources: readonly Source[], shapes: readonly Shape[]): Collection[] {
  const found = new Map<string, Collection>();
  const collection = (coll: string): Collection => {
    const known = found.get(coll) ?? { coll, variables: [], fields: [], unique: [] };
    found.set(coll, known);
    return known;
  };
  for (const { coll, name, fields } of shapes) {
    if (coll === undefined) continue;
    const model = collection(coll);
    model.variables.push(name);
    model.fields.push(...fields.map((field) => field.name));
    for (const field of fields) if (field.isUnique) model.unique.push([field.name]);
  }
  for (const { text } of sources)
    for (const [, variable, coll] of text.matchAll(
      /(?:(\w+)\s*=\s*[^;=]*?)?\.collection\(\s*["'`]([\w.-]+)["'`]/g,
    ))
      collection(coll!).variables.push(...(variable === undefined ? [] : [variable]));
  for (const { text } of sources) {
    for (const match of text.matchAll(/(\w+|\)|\])\.createIndex\(/g)) {
      const keys = uniqueKeys(enclosed(text, match.index + match[0].length - 1));
      const before = text.slice(Math.max(0, match.index - 80), match.index + match[1]!.length);
      const [, direct] = /\.collection\(\s*["'`]([\w.-]+)["'`]\s*\)$/.exec(before) ?? [];
      const of = direct ?? [...found.values()].find(({ variables }) => variables.includes(match[1]!))?.coll;
      if (keys && of !== undefined) collection(of).unique.push(keys);
    }
    for (const match of text.matchAll(/(\w+)\.index\(\s*\{/g)) {
      const keys = uniqueKeys(enclosed(text, text.indexOf('(', match.index)));
      const [, model] =
        new RegExp(`\\bmodel\\(\\s*["']([\\w-]+)["']\\s*,\\s*${match[1]}\\b`).exec(text) ?? [];
      const variable = shapes.find(({ name, coll }) => coll !== undefined && name === model);
      if (keys && variable) collection(variable.coll!).unique.push(keys);
    }
  }
  return [...found.values()];
}

/** The keys of an index, by the arguments that make it, where it is unique for all documents. */
function uniqueKeys(args: string): string[] | undefined {
  const [keys = '', options = ''] = parts(args);
  if (!/\bunique:\s*(?:true|!0)/.test(options) || /\bpartialFilterExpression\b|\bsparse\b/.test(options))
    return undefined;
  const named = literal(keys);
  if (named !== undefined) return [named];
  const fields = keys.startsWith('{') ? entriesOf(keys.slice(1, -1)).map(([name]) => name) : [];
  return fields.length > 0 ? fields : undefined;
}

/** The database, where the code or an example of its environment names it; undefined: nothing does. */
export function databaseOf(
  sources: readonly Source[],
  variables: readonly Variable[],
  examples: ReadonlyMap<string, string>,
): string | undefined {
  const all = sources.map(({ text }) => text).join('\n');
  const [, said] = /(?:\.db\(\s*|\bdbName:\s*)("[\w-]+"|'[\w-]+'|[\w.]+)/.exec(all) ?? [];
  const named = literal(said) ?? usualValue(said?.split('.').at(-1), variables, examples);
  if (named) return named;
  const uris = [...variables.map(({ fallback }) => fallback), ...examples.values(), all];
  for (const text of uris) {
    const [, name] = /mongodb(?:\+srv)?:\/\/[^\s"'`/]+\/([\w-]+)/.exec(text ?? '') ?? [];
    if (name !== undefined) return name;
  }
  return undefined;
}

/** What a variable of the environment usually is, also by the name that a configuration gives it. */
function usualValue(
  name: string | undefined,
  variables: readonly Variable[],
  examples: ReadonlyMap<string, string>,
): string | undefined {
  const found = variables.find((variable) => variable.name === name);
  return found && ((examples.get(found.name) ?? found.fallback) || undefined);
}
