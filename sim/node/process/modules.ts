/**
 * The modules of one process: each file at most once, as Node has it. A module that fails to load is forgotten.
 *
 * `require` is CommonJS as in Node, with `module`, `cache` and `main`. An `import` gets a namespace: an ES module's
 * own exports, which are live, or for CommonJS `default` and the names that `module.exports` has.
 */
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { sourceText } from '../../bugs/planted.ts';
import { outside, runtime } from '../../world/runtime.ts';
import { escaped } from '../machine/ask.ts';
import type { How, Program, ProgramFile } from './program.ts';

type Exports = Record<string, unknown>;

export interface Module {
  id: string;
  path: string;
  filename: string;
  exports: unknown;
  loaded: boolean;
  children: Module[];
  paths: string[];
  parent: Module | undefined;
  require: unknown;
}

/** What a process's modules see around them. */
export interface Surroundings {
  /** The global object and what is read bare: see `source.ts`. */
  readonly globals: Readonly<Record<string, unknown>>;
  /** A module of Node's own, as this process has it. */
  builtin(name: string): unknown;
  /** A file that all processes share (`shared.ts`); undefined for any other. */
  shared?: (file: string) => Pick<Module, 'exports'> | undefined;
}

type Require = ((name: string) => unknown) & {
  resolve: ((name: string) => string) & { paths: () => string[] };
  cache: Record<string, Module>;
  main: Module | undefined;
  extensions: object;
};

const ES_MODULE = { value: true };
const noPaths = (): string[] => [];

/** What esbuild's output asks for, without what is of one module. */
const HELPERS: Record<string, unknown> = {
  __export: defineGetters,
  __reExport: (target: Exports, source: object) => copyGetters(target, source, 'default'),
  __toESM: (namespace: unknown) => namespace,
  __toCommonJS: (exports: object) => Object.defineProperty(exports, '__esModule', ES_MODULE),
};

export class Modules {
  readonly #program: Program;
  readonly #around: Surroundings;
  readonly #cache: Record<string, Module> = Object.create(null);
  readonly #namespaces = new Map<unknown, Exports>();
  readonly #pending = new Map<string, Promise<unknown>>();
  readonly #entry: string;
  /** The module whose import statements are being carried out, before its first line. */
  #importing: string | undefined;
  #main: Module | undefined;

  /** A thread begins with another file of the program. */
  constructor(program: Program, around: Surroundings, entry = program.entry) {
    this.#program = program;
    this.#around = around;
    this.#entry = entry;
  }

  /** The file that a name means where the entry is: what a thread may be begun with. */
  resolveFromMain(name: string): string {
    return this.#program.file(this.#entry).resolve(name, 'require');
  }

  /** Runs the entry. The promise is that of its top-level await; without one it has ended when this returns. */
  runMain(): Promise<unknown> | undefined {
    const entry = this.#entry;
    if (this.#program.awaits(this.#program.file(entry))) return this.#loadAsync(entry);
    this.#load(entry, undefined);
    return undefined;
  }

  /** Runs the entry of a library and gives what it exports. */
  requireMain(): unknown {
    return this.require(this.#entry);
  }

  /** What a file exports. */
  require(file: string): unknown {
    return this.#load(file, undefined).exports;
  }

  /** What `createRequire` gives. */
  requireFor(from: string | URL): unknown {
    const text = String(from);
    const file = text.startsWith('file:') ? fileURLToPath(text) : text;
    return this.#requireOf(this.#program.place(file), undefined);
  }

  #load(file: string, parent: Module | undefined): Module {
    const known = this.#cache[file];
    if (known) return known;
    const module = this.#moduleFor(file, parent);
    this.#cache[file] = module;
    const shared = this.#around.shared?.(file);
    try {
      if (shared) module.exports = shared.exports;
      else this.#evaluate(module);
    } catch (error) {
      delete this.#cache[file];
      throw error;
    }
    module.loaded = true;
    return module;
  }

  /** A module that awaits, or whose imports do: these come first, one by one, as ES modules are evaluated. */
  #loadAsync(file: string): Promise<unknown> {
    let pending = this.#pending.get(file);
    if (!pending) {
      pending = this.#evaluateAsync(file);
      this.#pending.set(file, pending);
    }
    return pending;
  }

  async #evaluateAsync(file: string): Promise<unknown> {
    // Seen before it is evaluated, so that a circle of imports ends here.
    const module = this.#moduleFor(file, undefined);
    this.#pending.set(file, Promise.resolve());
    for (const imported of this.#program.file(file).imported) {
      if (this.#program.awaits(this.#program.file(imported))) await this.#loadAsync(imported);
      else {
        this.#importing = file;
        this.#load(imported, undefined);
      }
    }
    this.#cache[file] = module;
    await this.#evaluate(module);
    module.loaded = true;
    return module.exports;
  }

  #moduleFor(file: string, parent: Module | undefined): Module {
    const module: Module = {
      id: file,
      path: path.dirname(file),
      filename: file,
      exports: {},
      loaded: false,
      children: [],
      paths: [],
      parent,
      require: undefined,
    };
    if (file === this.#entry) {
      module.id = '.';
      this.#main = module;
    }
    parent?.children.push(module);
    return module;
  }

  #evaluate(module: Module): unknown {
    const name = module.filename;
    if (name.endsWith('.node')) escaped(runtime.host, `the native addon ${name}${this.#askedFor(module)}`);
    const file = this.#program.file(name);
    const { kind, code, globals } = file.source;
    if (kind === 'json') {
      module.exports = JSON.parse(code);
      return undefined;
    }
    const isModule = kind !== 'commonjs';
    const require = isModule ? this.#importOf(file, module) : this.#requireOf(file, module);
    const outer = globals.map((global) => this.#outer(global, file));
    const inner = file.body(...outer) as (...args: unknown[]) => unknown;
    const { exports } = module;
    return inner.call(isModule ? undefined : exports, exports, require, module, name, module.path);
  }

  /** The line of the program's own that a package was loaded for: there is none on the stack while imports are carried out. */
  #askedFor(module: Module): string {
    let at = module;
    while (at.parent && isOfPackage(at.parent.filename)) at = at.parent;
    const asker = at.parent?.filename ?? this.#importing;
    const name = packageOf(at.filename);
    if (asker === undefined || name === undefined) return '';
    const lines = outside(() => sourceText(asker)).split('\n');
    const line = lines.findIndex((text) => new RegExp(`['"\`]${name}['"\`/]`).test(text)) + 1;
    return `, for ${asker}${line > 0 ? `:${line}` : ''}`;
  }

  /** What the outer function of a module takes: the loader's own names, and the process's globals. */
  #outer(name: string, file: ProgramFile): unknown {
    if (name === '__import') return (to: unknown) => this.#dynamicImport(file, String(to));
    if (name === '__meta') return file.source.kind === 'commonjs' ? undefined : this.#metaOf(file);
    return HELPERS[name] ?? this.#around.globals[name];
  }

  #metaOf(file: ProgramFile): object {
    const name = file.source.file;
    return {
      __proto__: null,
      dirname: path.dirname(name),
      filename: name,
      url: pathToFileURL(name).href,
      main: name === this.#entry,
      resolve: (asked: string) => {
        const found = file.resolve(asked, 'import');
        return isBuiltin(found) ? `node:${found}` : pathToFileURL(found).href;
      },
    };
  }

  #requireOf(from: ProgramFile, parent: Module | undefined): Require {
    const require = ((name: string): unknown => {
      const file = this.#resolve(from, name, 'require');
      const loaded = this.#cache[file];
      if (loaded) return loaded.exports;
      if (isBuiltin(file)) return this.#around.builtin(file);
      if (!file.endsWith('.node') && this.#program.awaits(this.#program.file(file))) {
        throw Object.assign(new Error(`require() cannot be used on ${file}, which has top-level await`), {
          code: 'ERR_REQUIRE_ASYNC_MODULE',
        });
      }
      return this.#load(file, parent).exports;
    }) as Require;
    require.resolve = ((name: string): string => this.#resolve(from, name, 'require')) as Require['resolve'];
    require.resolve.paths = noPaths;
    require.cache = this.#cache;
    require.main = this.#main;
    require.extensions = {};
    if (parent) parent.require = require;
    return require;
  }

  /** What an ES module's import statements have become. */
  #importOf(from: ProgramFile, importer: Module): (name: string) => unknown {
    return (name) => {
      const file = this.#resolve(from, name, 'import');
      if (isBuiltin(file)) return this.#namespaceOf(this.#around.builtin(file), true);
      return this.#importedFrom(from, file, this.#load(file, importer).exports);
    };
  }

  async #dynamicImport(from: ProgramFile, name: string): Promise<unknown> {
    const file = this.#resolve(from, name, 'import');
    if (isBuiltin(file)) return this.#namespaceOf(this.#around.builtin(file), true);
    if (!this.#program.awaits(this.#program.file(file)))
      return this.#importedFrom(from, file, this.#load(file, undefined).exports);
    await this.#loadAsync(file);
    return this.#cache[file]!.exports;
  }

  #importedFrom(from: ProgramFile, name: string, exports: unknown): unknown {
    const { kind } = this.#program.file(name).source;
    return kind === 'commonjs' || kind === 'json' ? this.#namespaceOf(exports, from.isModuleByName) : exports;
  }

  #resolve(from: ProgramFile, name: string, how: How): string {
    if (name.startsWith('data:') || name.startsWith('http')) {
      if (/^(data|https?):/.test(name)) escaped(runtime.host, `import('${name.slice(0, 60)}')`);
    }
    return from.resolve(name, how);
  }

  /** CommonJS as an ES module sees it. Of one that esbuild or Babel made, TypeScript takes the default for what it says. */
  #namespaceOf(exports: unknown, asNode: boolean): unknown {
    if (!asNode && (exports as Exports | null)?.__esModule) return exports;
    let namespace = this.#namespaces.get(exports);
    if (!namespace) {
      namespace = Object.defineProperty({ default: exports }, '__esModule', ES_MODULE) as Exports;
      if ((typeof exports === 'object' && exports !== null) || typeof exports === 'function') {
        copyGetters(namespace, exports, 'default');
      }
      this.#namespaces.set(exports, namespace);
    }
    return namespace;
  }
}

const isOfPackage = (file: string): boolean => file.includes('/node_modules/');
const packageOf = (file: string): string | undefined =>
  /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1];

function defineGetters(target: object, getters: Record<string, () => unknown>): void {
  for (const name in getters)
    Object.defineProperty(target, name, { get: getters[name]!, enumerable: true, configurable: true });
}

function copyGetters(target: Exports, source: object, except: string): Exports {
  for (const name of Object.getOwnPropertyNames(source)) {
    if (name === except || Object.hasOwn(target, name)) continue;
    const { enumerable } = Object.getOwnPropertyDescriptor(source, name)!;
    Object.defineProperty(target, name, { get: () => (source as Exports)[name], enumerable });
  }
  return target;
}
