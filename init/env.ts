/** Which variables of its environment a process reads, and what it takes for one that is not set. */
import type { Source } from './sources.ts';
import { enclosed, entriesOf, literal, parts } from './text.ts';

export interface Variable {
  name: string;
  /** What the code takes in its place, where it says so by a literal; empty where by something else. */
  fallback?: string;
  /** The code checks that it is there. */
  isRequired: boolean;
  /** Where it was read first. */
  file: string;
}

/** Of Node's, of tools' and of the machine's: nobody sets them for a service. */
const NOT_ITS_OWN =
  /^(NODE_ENV|NODE_OPTIONS|NODE_DEBUG|CI|HOME|PATH|PWD|USER|TZ|LANG|HOSTNAME|npm_.*|VITEST.*|JEST.*)$/;

export function variablesOf(sources: readonly Source[]): Variable[] {
  const found = new Map<string, Variable>();
  for (const { file, text } of sources)
    for (const { name, fallback, isRequired } of readIn(text)) {
      if (NOT_ITS_OWN.test(name)) continue;
      const known = found.get(name);
      const better = fallback ?? known?.fallback;
      found.set(name, {
        name,
        file: known?.file ?? file,
        isRequired: isRequired || (known?.isRequired ?? false),
        ...(better !== undefined && { fallback: better }),
      });
    }
  return [...found.values()];
}

type Read = Omit<Variable, 'file'>;

function readIn(text: string): Read[] {
  return [...byName(text), ...byDestructuring(text), ...bySchema(text)];
}

/** `process.env.PORT || 3000`, `env['PORT']`. */
function byName(text: string): Read[] {
  const reads = text.matchAll(
    /\benv(?:\??\.([A-Z][A-Z0-9_]*)\b|\[["']([A-Z][A-Z0-9_]*)["']\])\)?(\s*(?:\|\||\?\?)\s*("[^"]*"|'[^']*'|`[^`$]*`|\d[\d_.e]*|\S))?/g,
  );
  return [...reads].map(([, dotted, indexed, otherwise, value]) => ({
    name: (dotted ?? indexed)!,
    isRequired: false,
    ...(otherwise !== undefined && { fallback: literal(value) ?? '' }),
  }));
}

/** `const { PORT = 3000, MONGO_URL } = process.env`. */
function byDestructuring(text: string): Read[] {
  const found: Read[] = [];
  for (const [, inside] of text.matchAll(/\{([^{}]*)\}\s*=\s*(?:\w+\.)?(?:process\.)?env\b(?!\.)/g))
    for (const part of parts(inside!)) {
      const [, name, , fallback] = /^([A-Z][A-Z0-9_]*)\s*(:\s*\w+)?\s*(?:=\s*([\s\S]+))?$/.exec(part) ?? [];
      if (name !== undefined)
        found.push({ name, isRequired: false, ...(fallback && { fallback: literal(fallback) ?? '' }) });
    }
  return found;
}

/** The environment given whole to a schema: `z.object({ PORT: … }).parse(process.env)`, `cleanEnv(process.env, { … })`. */
function bySchema(text: string): Read[] {
  if (!/[(,:]\s*process\.env\s*[,)}]/.test(text)) return [];
  const found: Read[] = [];
  for (let open = text.indexOf('{'); open >= 0; open = text.indexOf('{', open + 1))
    for (const [name, value] of entriesOf(enclosed(text, open))) {
      if (!/^[A-Z][A-Z0-9_]*$/.test(name) || found.some((other) => other.name === name)) continue;
      const otherwise = /\.default\(([^)]*)\)|\bdefault:\s*("[^"]*"|[\w.]+)/.exec(value);
      const isOptional = otherwise !== null || /\.optional\(|\.nullish\(|undefined/.test(value);
      found.push({
        name,
        isRequired: !isOptional,
        ...(isOptional && { fallback: literal(otherwise?.[1] ?? otherwise?.[2]) ?? '' }),
      });
    }
  return found;
}
