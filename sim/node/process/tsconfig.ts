/** What a project's `tsconfig.json` says of the code that comes out: the nearest one of a file, with what it extends. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { TransformOptions } from 'esbuild';

type Options = Record<string, unknown>;
interface Config {
  extends?: string | string[];
  compilerOptions?: Options;
}

/** Of all options, those that change what a file does when it runs. */
const MATTER = [
  'experimentalDecorators',
  'useDefineForClassFields',
  'target',
  'jsx',
  'jsxFactory',
  'jsxFragmentFactory',
  'jsxImportSource',
] as const;

const byFolder = new Map<string, Options>();

export function tsconfigFor(file: string): NonNullable<TransformOptions['tsconfigRaw']> {
  return { compilerOptions: optionsIn(path.dirname(file)) };
}

function optionsIn(folder: string): Options {
  let options = byFolder.get(folder);
  if (!options) {
    const config = path.join(folder, 'tsconfig.json');
    const parent = path.dirname(folder);
    if (existsSync(config)) options = pick(optionsOf(config, new Set()));
    else options = parent === folder ? {} : optionsIn(parent);
    byFolder.set(folder, options);
  }
  return options;
}

function optionsOf(config: string, seen: Set<string>): Options {
  if (seen.has(config)) return {};
  seen.add(config);
  const { extends: bases = [], compilerOptions = {} } = parse(readFileSync(config, 'utf8'));
  const inherited = [bases].flat().map((base) => {
    const found = locate(base, config);
    return found === undefined ? {} : optionsOf(found, seen);
  });
  return Object.assign({}, ...inherited, compilerOptions);
}

function locate(base: string, from: string): string | undefined {
  const { resolve } = createRequire(from);
  for (const name of [base, `${base}.json`, `${base}/tsconfig.json`]) {
    try {
      const file = resolve(name);
      if (file.endsWith('.json')) return file;
    } catch {}
  }
  return undefined;
}

/** JSON with comments and commas that are one too many. */
function parse(text: string): Config {
  const bare = text.replace(
    /("(?:\\.|[^"\\])*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
    (_all, string) => string ?? '',
  );
  return JSON.parse(bare.replace(/("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g, (_all, string) => string ?? ''));
}

const pick = (options: Options): Options =>
  Object.fromEntries(MATTER.flatMap((name) => (name in options ? [[name, options[name]]] : [])));
