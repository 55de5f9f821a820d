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
import { build, type Loader, type Metafile, type Plugin } from 'esbuild';
import { sourceText } from '../../bugs/planted.ts';
import { outside } from '../../world/runtime.ts';
import { assignedGlobals, type ModuleSource, moduleSource, moduleSourceNow } from './source.ts';
import { mapComment, StackMapper } from './source-map.ts';

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
  readonly #globals: readonly string[];
  readonly #files = new Map<string, ProgramFile>();

  constructor(entry: string, files: Iterable<ProgramFile>, globals: readonly string[]) {
    this.entry = entry;
    this.#globals = globals;
    for (const file of files) this.#add(file);
    const roots = [...new Set([projectOf(entry), ...[...this.#files.keys()].map(packagesOf)])].filter(
      Boolean,
    );
    this.roots = roots.filter((root) => !roots.some((other) => root.startsWith(`${other}/`)));
  }

  /** A file by its name; one that was not foreseen is read now. */
  file(name: string): ProgramFile {
    const known = this.#files.get(name);
    if (known) return known;
    return outside(() => {
      const isModule = isModuleByName(name);
      const hints = { isModule, isModuleByName: isModule, globals: this.#globals };
      return this.#add(new ProgramFile(moduleSourceNow(name, hints), isModule));
    });
  }

  /** A place that names are resolved from: a file of the program, or one that need not be there. */
  place(name: string): ProgramFile {
    const nowhere: ModuleSource = { file: name, kind: 'json', code: '', globals: [], offset: 0 };
    return this.#files.get(name) ?? new ProgramFile(nowhere, false);
  }

  /** Whether a module, or any that it imports, has top-level await. */
  awaits(file: ProgramFile): boolean {
    if (file.awaits === undefined) {
      file.awaits = false;
      file.awaits =
        file.source.kind === 'async' || file.imported.some((imported) => this.awaits(this.file(imported)));
    }
    return file.awaits;
  }

  #add(file: ProgramFile): ProgramFile {
    this.#files.set(file.source.file, file);
    this.#stacks.add(file.source);
    return file;
  }

  /** What is the user's own is there for a debugger before it runs. */
  compileForDebugger(): void {
    for (const [name, file] of this.#files) if (packagesOf(name) === '') file.compileForDebugger();
  }

  /** Text with places of stacks in it, put right. */
  mapStack(text: string): string {
    return this.#stacks.map(text);
  }
}

/** One file of a program, with what is known of it for all processes. */
export class ProgramFile {
  readonly source: ModuleSource;
  /** Node would take it for an ES module, by its name and package. */
  readonly isModuleByName: boolean;
  /** What it imports by statements, in their order. */
  readonly imported: string[] = [];
  awaits: boolean | undefined;
  /** What a name means here: a file, a builtin, or null for what is not there. */
  readonly #found: Record<How, Map<string, string | null>> = { require: new Map(), import: new Map() };
  #body: Body | undefined;

  constructor(source: ModuleSource, isModuleByName: boolean) {
    this.source = source;
    this.isModuleByName = isModuleByName;
  }

  /** Says what a name means here. */
  found(name: string, how: How, file: string | null): void {
    this.#found[how].set(name, file);
  }

  /** The file that a name means here, or the name of a builtin. Throws as Node does. */
  resolve(name: string, how: How): string {
    let file = this.#found[how].get(name);
    if (file === undefined) {
      file = isBuiltin(name)
        ? name.replace(/^node:/, '')
        : outside(() => resolveNow(this.source.file, name, how));
      this.#found[how].set(name, file);
    }
    if (file === null) throw new NotFound(name, this.source.file, how);
    return file;
  }

  /** The file's outer function. It keeps nothing, so that one serves all processes. */
  get body(): Body {
    this.#body ??= this.#compile('');
    return this.#body;
  }

  /** From now on a debugger finds it, by the source that it was made of. */
  compileForDebugger(): void {
    if (this.source.kind !== 'json') this.#body ??= this.#compile(mapComment(this.source));
  }

  #compile(comment: string): Body {
    const { code, file, offset } = this.source;
    const script = new vm.Script(code + comment, { filename: file, columnOffset: -offset });
    return script.runInThisContext() as Body;
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

/** Every file that an entry may load, as esbuild tells of it, by paths from the entry's folder. */
export async function filesOf(entry: string): Promise<Metafile['inputs']> {
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
  return metafile.inputs;
}

/** What esbuild itself adds to a file. */
const RUNTIME = '<runtime>';

async function read(entryFile: string): Promise<Program> {
  const entry = realpathSync(entryFile);
  const absolute = (name: string) => path.resolve(path.dirname(entry), name);
  const inputs = Object.entries(await filesOf(entry)).filter(([name]) => !name.includes(':'));
  const globals = globalsOf(inputs.map(([name]) => absolute(name)));
  const files = await Promise.all(
    inputs.map(async ([name, { format, imports }]) => {
      const byName = isModuleByName(absolute(name));
      // In a package that says it is CommonJS, esbuild calls a file so that only imports: TypeScript's own are written thus.
      const imported = imports.some(({ kind, path: to }) => kind === 'import-statement' && to !== RUNTIME);
      const isModule = format === 'esm' || imported || (format === undefined && byName);
      const source = await moduleSource(absolute(name), { isModule, isModuleByName: byName, globals });
      const file = new ProgramFile(source, byName);
      for (const { path: to, original, kind, external } of imports) {
        const how: How = kind.startsWith('require') ? 'require' : 'import';
        const isThere = !external && !to.includes(':');
        if (isThere || !isBuiltin(to)) file.found(original ?? to, how, isThere ? absolute(to) : null);
        if (isThere && kind === 'import-statement') file.imported.push(absolute(to));
      }
      return file;
    }),
  );
  return new Program(entry, files, globals);
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
