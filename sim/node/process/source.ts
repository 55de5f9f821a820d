/**
 * A file of a service as source that Node can run many times: a function of the module's own variables, inside a
 * function of the process's own globals.
 *
 * CommonJS is taken as it stands, so that lines and columns are the file's. ES modules and TypeScript go through
 * esbuild into a function of the same shape, with a source map. What is an ES module stays strict and live; what has
 * top-level await becomes an async function.
 */
import path from 'node:path';
import { build, type Loader, type TransformOptions, transform, transformSync } from 'esbuild';
import { sourceText } from '../../bugs/planted.ts';
import { tsconfigFor } from './tsconfig.ts';

export type Kind = 'commonjs' | 'module' | 'async' | 'json';

export interface ModuleSource {
  readonly file: string;
  readonly kind: Kind;
  /** `(function (…globals) { return function (exports, require, module, __filename, __dirname) { … } })`, or JSON. */
  readonly code: string;
  /** The process's globals that the outer function takes, in this order. */
  readonly globals: readonly string[];
  /** Characters before the module's own on its first line. */
  readonly offset: number;
  /** Of what esbuild made of it, as JSON. */
  readonly map?: string;
}

/** Read by name anywhere in a module, these are the process's own. */
const OWN_GLOBALS = [
  'globalThis',
  'global',
  'process',
  'console',
  'Reflect',
  'WeakRef',
  'FinalizationRegistry',
];
/** These too, but making them costs milliseconds: only what really reads them gets them. */
const COSTLY_GLOBALS =
  'fetch Headers Request Response FormData WebSocket EventSource CloseEvent MessageEvent'.split(' ');

/** What esbuild puts before a module: the loader's own stand in its place, made once. */
const HELPERS =
  /^var (__create|__defProp|__getOwnPropDesc|__getProtoOf|__hasOwnProp|__export|__copyProps|__reExport|__toESM|__toCommonJS)\b.* =/;
/** Of these, short names for functions of the language: other helpers use them too. */
const ALIASES = /^__(create|defProp|getOwnPropDesc|getProtoOf|hasOwnProp)$/;
/** What esbuild makes of `import()` where there is none. */
const DYNAMIC_IMPORT =
  /Promise\.resolve\((`\$\{.*?\}`)?\)\.then\(\((\w*)\) => __toESM\((?:__)?require\(([^()]*|"[^"]*")\)\)\)/g;
/** How CommonJS keeps its `import()` from a compiler that would make a `require` of it. */
const HIDDEN_IMPORT = /(?:new )?Function\((["'])(\w+)\1, (["'])return import\(\2\);?\3\)/g;
export const LOADER_NAMES = ['__export', '__reExport', '__toESM', '__toCommonJS', '__import', '__meta'];

const MODULE_NAMES = 'exports, require, module, __filename, __dirname';

const mentions = (source: string, names: readonly string[]): string[] =>
  names.filter((name) => new RegExp(`(?<![.\\w$])${name}(?![\\w$])`).test(source));

/** The names that code puts on the global object itself and then may read bare. */
export function assignedGlobals(source: string): string[] {
  const found = source.matchAll(
    /(?<![.\w$])(?:globalThis|global)\.([A-Za-z_$][\w$]*)\s*(?:\?\?|\|\|)?=(?!=)/g,
  );
  return [...found].map(([, name]) => name!);
}

const loaderOf = (file: string): Loader => {
  const extension = path.extname(file);
  if (/^\.[cm]?ts$/.test(extension)) return 'ts';
  if (extension === '.tsx' || extension === '.jsx') return extension.slice(1) as Loader;
  return 'js';
};

/** An ES module does not have these: read bare, they are not defined. */
const COMMONJS_NAMES = ['require', 'module', 'exports', '__filename', '__dirname'];

function optionsFor(file: string, { globals, isModuleByName }: Hints): TransformOptions {
  const own = [...COSTLY_GLOBALS, ...globals];
  const none = isModuleByName ? COMMONJS_NAMES : [];
  const loader = loaderOf(file);
  return {
    loader,
    ...(loader !== 'js' && { tsconfigRaw: tsconfigFor(file) }),
    sourcefile: file,
    sourcemap: 'external',
    sourcesContent: false,
    target: 'node20',
    platform: 'node',
    logLevel: 'silent',
    keepNames: false,
    supported: { 'dynamic-import': false },
    define: {
      'import.meta': '__meta',
      ...Object.fromEntries(none.map((name) => [name, `${name}_is_not_in_ES_modules`])),
      ...Object.fromEntries(own.map((name) => [name, `globalThis.${name}`])),
    },
  };
}

/** Blank lines stand for what is taken out, so that the source map holds. What other helpers use stays. */
function withoutHelpers(code: string): string {
  let open = false;
  const aliases = new Map<string, number>();
  const all = code.split('\n');
  const lines = all.map((line, i) => {
    if (open) open = !/^[})]+;$/.test(line);
    else {
      const [, name] = HELPERS.exec(line) ?? [];
      if (name === undefined) return line;
      open = !line.endsWith(';');
      if (ALIASES.test(name)) aliases.set(name, i);
    }
    return '';
  });
  const rest = lines.join('\n');
  for (const [name, i] of aliases) if (rest.includes(name)) lines[i] = all[i]!;
  return lines
    .join('\n')
    .replace(/\n\/\/ Annotate the CommonJS export names for ESM import in node:\n0 && [\s\S]*$/, '\n')
    .replace(HIDDEN_IMPORT, (_all, _quote, name) => `((${name}) => __import(${name}))`)
    .replace(DYNAMIC_IMPORT, (_all, computed, _name, given) => `__import(${computed ?? given})`);
}

function wrapped(file: string, kind: Kind, code: string, map?: string): ModuleSource {
  const asItIs = kind === 'commonjs' && map === undefined;
  const names = [...(asItIs ? [] : LOADER_NAMES), ...mentions(code, OWN_GLOBALS)];
  const strict = kind === 'commonjs' ? '' : '"use strict";';
  const asynchronous = kind === 'async' ? 'async ' : '';
  const head = `(function (${names.join(', ')}) { return ${asynchronous}function (${MODULE_NAMES}) {${strict} `;
  return {
    file,
    kind,
    code: `${head}${code}\n}; })`,
    globals: names,
    offset: head.length,
    ...(map !== undefined && { map }),
  };
}

/** A module with top-level await: its imports are taken by `require`, the rest is one async function. */
async function awaiting(file: string, source: string, options: TransformOptions): Promise<ModuleSource> {
  const { loader, target, platform, supported, define, tsconfigRaw = {} } = options;
  const result = await build({
    stdin: { contents: source, loader: loader!, sourcefile: file },
    bundle: true,
    write: false,
    outfile: file,
    format: 'esm',
    sourcemap: 'external',
    sourcesContent: false,
    logLevel: 'silent',
    ...{ target: target!, platform: platform!, supported: supported!, define: define!, tsconfigRaw },
    plugins: [
      {
        name: 'by require',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /.*/ }, ({ path: name, kind }) => {
            if (kind === 'entry-point') return undefined;
            // Of a path that ends with .mjs it would be an ES module, with no `module` to put anything into.
            return kind === 'import-statement'
              ? { path: `${name} by require`, pluginData: name, namespace: 'up' }
              : { path: name, external: true };
          });
          onLoad({ filter: /.*/, namespace: 'up' }, ({ pluginData: name }) => ({
            contents: `module.exports = require_(${JSON.stringify(name)})`,
          }));
        },
      },
    ],
  });
  const [map, out] = [...result.outputFiles].sort((a, b) => b.path.length - a.path.length);
  let exported = '';
  const code = withoutHelpers(out!.text)
    .replace(/\bvar (\w+_exports) = \{\};/, (_all, name) => `var ${name} = exports;`)
    .replace(/\bexport \{([^}]*)\};\s*$/, (_all, list: string) => {
      const names = list.split(',').map((entry) => entry.trim().split(' as '));
      exported = names
        .filter(([local]) => local)
        .map(([local, name]) => `${JSON.stringify(name ?? local)}: () => ${local}`)
        .join(', ');
      return '';
    });
  const prefix = `const require_ = require; __toCommonJS(exports); __export(exports, { ${exported} }); `;
  return wrapped(file, 'async', prefix + code, map!.text);
}

/** What must be known beforehand of a file: whether it is an ES module, and what it may read off the global object. */
export interface Hints {
  /** It has import or export statements. */
  isModule: boolean;
  /** Node would take it for an ES module, by its name and package. */
  isModuleByName: boolean;
  globals: readonly string[];
}

const takenAsItIs = (file: string, source: string, { isModule, globals }: Hints): boolean =>
  !isModule &&
  loaderOf(file) === 'js' &&
  !/\bimport\s*\(/.test(source) &&
  mentions(source, COSTLY_GLOBALS).length === 0 &&
  (globals.length === 0 || mentions(source, globals).length === 0);

export async function moduleSource(file: string, hints: Hints): Promise<ModuleSource> {
  const source = sourceText(file);
  const simple = simpleSource(file, source, hints);
  if (simple) return simple;
  const options = optionsFor(file, hints);
  try {
    const { code, map } = await transform(source, { ...options, ...(hints.isModule && { format: 'cjs' }) });
    return wrapped(file, hints.isModule ? 'module' : 'commonjs', withoutHelpers(code), map);
  } catch (error) {
    if (!/Top-level await/.test(String(error))) throw error;
    return awaiting(file, source, options);
  }
}

/** For a file that is first heard of while a process runs. */
export function moduleSourceNow(file: string, hints: Hints): ModuleSource {
  const source = sourceText(file);
  const simple = simpleSource(file, source, hints);
  if (simple) return simple;
  const options = optionsFor(file, hints);
  const { code, map } = transformSync(source, { ...options, ...(hints.isModule && { format: 'cjs' }) });
  return wrapped(file, hints.isModule ? 'module' : 'commonjs', withoutHelpers(code), map);
}

function simpleSource(file: string, source: string, hints: Hints): ModuleSource | undefined {
  if (path.extname(file) === '.json') return { file, kind: 'json', code: source, globals: [], offset: 0 };
  return takenAsItIs(file, source, hints)
    ? wrapped(file, 'commonjs', source.replace(/^#!.*/, ''))
    : undefined;
}
