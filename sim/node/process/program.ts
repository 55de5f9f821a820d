/**
 * A program: an entry file and all that it may load, read once and run many times (`start.ts`).
 *
 * esbuild finds the files, as Node would resolve them from each importer; `source.ts` makes each into a function;
 * `modules.ts` runs them for one process.
 */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';
import { build, type Loader, type Plugin } from 'esbuild';
import { sourceText } from '../../bugs/planted.ts';
import { outside } from '../../world/runtime.ts';
import { assignedGlobals, type ModuleSource, moduleSource, moduleSourceNow } from './source.ts';
import { StackMapper } from './source-map.ts';

/** How a module asks for another: each way may lead to another file of a package. */
export type How = 'require' | 'import';

export type Body = (...args: unknown[]) => unknown;

/** A file that was not there when the program was read, as an optional dependency that is not installed. */
export class NotFound extends Error {
  readonly code: string;
  constructor(name: string, from: string, how: How) {
    super(`Cannot find ${how === 'require' ? 'module' : 'package'} '${name}' imported from ${from}`);
    this.code = how === 'require' ? 'MODULE_NOT_FOUND' : 'ERR_MODULE_NOT_FOUND';
  }
}

export class Program {
  readonly entry: string;
  /** The folders that a process sees: the project's, and those its packages are in. */
  readonly roots: readonly string[];
  /** What `fetch` is made of, if the program uses it. */
  web: Program | undefined;
  readonly #stacks = new StackMapper();
  readonly #sources: Map<string, ModuleSource>;
  readonly #bodies = new Map<string, Body>();
  /** `how importer name` to a file, a builtin, or null. */
  readonly #resolved: Map<string, string | null>;
  readonly #static: Map<string, readonly string[]>;
  readonly #globals: readonly string[];
  readonly #awaits = new Map<string, boolean>();

  constructor(
    entry: string,
    sources: Map<string, ModuleSource>,
    resolved: Map<string, string | null>,
    statics: Map<string, readonly string[]>,
    globals: readonly string[],
  ) {
    this.entry = entry;
    this.#sources = sources;
    this.#resolved = resolved;
    this.#static = statics;
    this.#globals = globals;
    const roots = [...new Set([projectOf(entry), ...[...sources.keys()].map(packagesOf)])].filter(Boolean);
    this.roots = roots.filter((root) => !roots.some((other) => root.startsWith(`${other}/`)));
    for (const source of sources.values()) this.#stacks.add(source);
  }

  /** The file that `name` means in `from`, or the name of a builtin. Throws as Node does. */
  resolve(from: string, name: string, how: How): string {
    if (isBuiltin(name)) return name.replace(/^node:/, '');
    const key = `${how} ${from} ${name}`;
    let file = this.#resolved.get(key);
    if (file === undefined) {
      file = outside(() => resolveNow(from, name, how));
      this.#resolved.set(key, file);
    }
    if (file === null) throw new NotFound(name, from, how);
    return file;
  }

  source(file: string): ModuleSource {
    let source = this.#sources.get(file);
    if (!source) {
      const isModule = outside(() => isModuleByName(file));
      const hints = { isModule, isModuleByName: isModule, globals: this.#globals };
      source = outside(() => moduleSourceNow(file, hints));
      this.#sources.set(file, source);
      this.#stacks.add(source);
    }
    return source;
  }

  /** The file's outer function. It keeps nothing, so that one serves all processes. */
  body(file: string): Body {
    let body = this.#bodies.get(file);
    if (!body) {
      const { code, offset } = this.source(file);
      const script = new vm.Script(code, { filename: file, columnOffset: -offset });
      body = script.runInThisContext() as Body;
      this.#bodies.set(file, body);
    }
    return body;
  }

  /** Text with places of stacks in it, put right. */
  mapStack(text: string): string {
    return this.#stacks.map(text);
  }

  /** What a file imports by statements, in their order. */
  imports(file: string): readonly string[] {
    return this.#static.get(file) ?? [];
  }

  /** Whether a module, or any that it imports, has top-level await. */
  awaits(file: string): boolean {
    const known = this.#awaits.get(file);
    if (known !== undefined) return known;
    this.#awaits.set(file, false);
    const answer =
      this.source(file).kind === 'async' || this.imports(file).some((imported) => this.awaits(imported));
    this.#awaits.set(file, answer);
    return answer;
  }
}

let undici: Promise<Program> | undefined;

/** Reads a program, once. Throws with what a person must mend: a file that is not there, a syntax error. */
export async function bundle(entryFile: string): Promise<Program> {
  const program = await read(entryFile);
  undici ??= read(createRequire(import.meta.url).resolve('undici'));
  program.web = await undici;
  return program;
}

async function read(entryFile: string): Promise<Program> {
  const entry = realpathSync(entryFile);
  const folder = path.dirname(entry);
  const { metafile } = await build({
    entryPoints: [entry],
    absWorkingDir: folder,
    bundle: true,
    write: false,
    outdir: folder,
    metafile: true,
    platform: 'node',
    format: 'esm',
    target: 'esnext',
    treeShaking: false,
    logLevel: 'silent',
    plugins: [onlyFiles],
  });
  const resolved = new Map<string, string | null>();
  const statics = new Map<string, readonly string[]>();
  const files = Object.entries(metafile.inputs).filter(([name]) => !name.includes(':'));
  const absolute = (name: string) => path.resolve(folder, name);
  for (const [name, input] of files) {
    const from = absolute(name);
    const imported: string[] = [];
    for (const { path: to, original, kind, external } of input.imports) {
      const how: How = kind.startsWith('require') ? 'require' : 'import';
      if (external || to.includes(':')) {
        if (!isBuiltin(to)) resolved.set(`${how} ${from} ${original ?? to}`, null);
        continue;
      }
      resolved.set(`${how} ${from} ${original ?? to}`, absolute(to));
      if (kind === 'import-statement') imported.push(absolute(to));
    }
    statics.set(from, imported);
  }
  const globals = globalsOf(files.map(([name]) => absolute(name)));
  const sources = await Promise.all(
    files.map(([name, { format }]) => {
      const file = absolute(name);
      const byName = isModuleByName(file);
      const isModule = format === 'esm' || (format === undefined && byName);
      return moduleSource(file, { isModule, isModuleByName: byName, globals });
    }),
  );
  return new Program(entry, new Map(sources.map((s) => [s.file, s])), resolved, statics, globals);
}

/** By what is not esbuild's to know, Node goes: the name, and the nearest package. */
export function isModuleByName(file: string): boolean {
  const extension = path.extname(file);
  if (/^\.m[jt]s$/.test(extension)) return true;
  return /^\.([jt]sx?)$/.test(extension) && packageIsModule(path.dirname(file));
}

const packages = new Map<string, boolean>();

function packageIsModule(folder: string): boolean {
  let answer = packages.get(folder);
  if (answer === undefined) {
    const manifest = path.join(folder, 'package.json');
    const parent = path.dirname(folder);
    if (existsSync(manifest)) answer = JSON.parse(readFileSync(manifest, 'utf8')).type === 'module';
    else answer = parent !== folder && path.basename(folder) !== 'node_modules' && packageIsModule(parent);
    packages.set(folder, answer);
  }
  return answer;
}

/** The folder of the nearest package of the file. */
function projectOf(file: string): string {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'package.json'))) return folder;
    if (folder === path.dirname(folder)) return path.dirname(file);
  }
}

/** The outermost `node_modules` that a file is in. */
function packagesOf(file: string): string {
  const at = file.indexOf(`${path.sep}node_modules${path.sep}`);
  return at < 0 ? '' : file.slice(0, at + '/node_modules'.length);
}

/** Names that some module puts on the global object, and that are not Node's: the process's own, then. */
function globalsOf(files: readonly string[]): string[] {
  const names = new Set<string>();
  for (const file of files) {
    if (path.extname(file) === '.json') continue;
    for (const name of assignedGlobals(sourceText(file))) if (!(name in globalThis)) names.add(name);
  }
  return [...names].sort();
}

/** What cannot be found is left for the run, where it may be caught; what is no source has no imports. */
const onlyFiles: Plugin = {
  name: 'only files',
  setup({ onResolve, onLoad, resolve }) {
    const asked = Symbol('asked');
    onResolve({ filter: /.*/ }, async ({ path: name, kind, importer, resolveDir, pluginData }) => {
      if (kind === 'entry-point' || pluginData === asked) return undefined;
      if (isBuiltin(name)) return { path: name, external: true };
      const found = await resolve(name, { kind, importer, resolveDir, pluginData: asked });
      return found.errors.length > 0 || found.path.endsWith('.node') ? { path: name, external: true } : found;
    });
    onLoad({ filter: /.*/ }, ({ path: file }) => {
      const [extension] = /(?<=\.)([cm]?[jt]s|[jt]sx|json)$/.exec(file) ?? [];
      if (extension === undefined) return { contents: '', loader: 'js' };
      return { contents: sourceText(file), loader: extension.replace(/^[cm]/, '') as Loader };
    });
  },
};

/** While a process runs: a name that was computed. */
function resolveNow(from: string, name: string, how: How): string | null {
  try {
    const asked = name.startsWith('file:') ? new URL(name).pathname : name;
    return createRequire(from).resolve(asked);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND') return null;
    if (how === 'import' && code === 'ERR_PACKAGE_PATH_NOT_EXPORTED') return null;
    throw error;
  }
}
