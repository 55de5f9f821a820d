/**
 * The modules of one process: each file at most once, as Node has it. A module that fails to load is forgotten.
 *
 * `require` is CommonJS as in Node, with `module`, `cache` and `main`. An `import` gets a namespace: an ES module's
 * own exports, which are live, or for CommonJS `default` and the names that `module.exports` has.
 */
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { runtime } from '../../world/runtime.js';
import { escaped } from '../machine/ask.js';
const ES_MODULE = { value: true };
const noPaths = () => [];
/** What esbuild's output asks for, without what is of one module. */
const HELPERS = {
    __export: defineGetters,
    __reExport: (target, source) => copyGetters(target, source, 'default'),
    __toESM: (namespace) => namespace,
    __toCommonJS: (exports) => Object.defineProperty(exports, '__esModule', ES_MODULE),
};
export class Modules {
    #program;
    #around;
    #cache = Object.create(null);
    #namespaces = new Map();
    #pending = new Map();
    #main;
    constructor(program, around) {
        this.#program = program;
        this.#around = around;
    }
    /** Runs the entry. The promise is that of its top-level await; without one it has ended when this returns. */
    runMain() {
        const { entry } = this.#program;
        if (this.#program.awaits(this.#program.file(entry)))
            return this.#loadAsync(entry);
        this.#load(entry, undefined);
        return undefined;
    }
    /** Runs the entry of a library and gives what it exports. */
    requireMain() {
        return this.#load(this.#program.entry, undefined).exports;
    }
    /** What `createRequire` gives. */
    requireFor(from) {
        const text = String(from);
        const file = text.startsWith('file:') ? fileURLToPath(text) : text;
        return this.#requireOf(this.#program.place(file), undefined);
    }
    #load(file, parent) {
        const known = this.#cache[file];
        if (known)
            return known;
        const module = this.#moduleFor(file, parent);
        this.#cache[file] = module;
        try {
            this.#evaluate(module);
        }
        catch (error) {
            delete this.#cache[file];
            throw error;
        }
        module.loaded = true;
        return module;
    }
    /** A module that awaits, or whose imports do: these come first, one by one, as ES modules are evaluated. */
    #loadAsync(file) {
        let pending = this.#pending.get(file);
        if (!pending) {
            pending = this.#evaluateAsync(file);
            this.#pending.set(file, pending);
        }
        return pending;
    }
    async #evaluateAsync(file) {
        // Seen before it is evaluated, so that a circle of imports ends here.
        const module = this.#moduleFor(file, undefined);
        this.#pending.set(file, Promise.resolve());
        for (const imported of this.#program.file(file).imported) {
            if (this.#program.awaits(this.#program.file(imported)))
                await this.#loadAsync(imported);
            else
                this.#load(imported, undefined);
        }
        this.#cache[file] = module;
        await this.#evaluate(module);
        module.loaded = true;
        return module.exports;
    }
    #moduleFor(file, parent) {
        const module = {
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
        if (file === this.#program.entry) {
            module.id = '.';
            this.#main = module;
        }
        parent?.children.push(module);
        return module;
    }
    #evaluate(module) {
        const name = module.filename;
        if (name.endsWith('.node'))
            escaped(runtime.host, `the native addon ${name}`);
        const file = this.#program.file(name);
        const { kind, code, globals } = file.source;
        if (kind === 'json') {
            module.exports = JSON.parse(code);
            return undefined;
        }
        const isModule = kind !== 'commonjs';
        const require = isModule ? this.#importOf(file, module) : this.#requireOf(file, module);
        const outer = globals.map((global) => this.#outer(global, file));
        const inner = file.body(...outer);
        const { exports } = module;
        return inner.call(isModule ? undefined : exports, exports, require, module, name, module.path);
    }
    /** What the outer function of a module takes: the loader's own names, and the process's globals. */
    #outer(name, file) {
        if (name === '__import')
            return (to) => this.#dynamicImport(file, String(to));
        if (name === '__meta')
            return file.source.kind === 'commonjs' ? undefined : this.#metaOf(file);
        return HELPERS[name] ?? this.#around.globals[name];
    }
    #metaOf(file) {
        const name = file.source.file;
        return {
            __proto__: null,
            dirname: path.dirname(name),
            filename: name,
            url: pathToFileURL(name).href,
            main: name === this.#program.entry,
            resolve: (asked) => {
                const found = file.resolve(asked, 'import');
                return isBuiltin(found) ? `node:${found}` : pathToFileURL(found).href;
            },
        };
    }
    #requireOf(from, parent) {
        const require = ((name) => {
            const file = this.#resolve(from, name, 'require');
            const loaded = this.#cache[file];
            if (loaded)
                return loaded.exports;
            if (isBuiltin(file))
                return this.#around.builtin(file);
            if (!file.endsWith('.node') && this.#program.awaits(this.#program.file(file))) {
                throw Object.assign(new Error(`require() cannot be used on ${file}, which has top-level await`), {
                    code: 'ERR_REQUIRE_ASYNC_MODULE',
                });
            }
            return this.#load(file, parent).exports;
        });
        require.resolve = ((name) => this.#resolve(from, name, 'require'));
        require.resolve.paths = noPaths;
        require.cache = this.#cache;
        require.main = this.#main;
        require.extensions = {};
        if (parent)
            parent.require = require;
        return require;
    }
    /** What an ES module's import statements have become. */
    #importOf(from, importer) {
        return (name) => {
            const file = this.#resolve(from, name, 'import');
            if (isBuiltin(file))
                return this.#namespaceOf(this.#around.builtin(file), true);
            return this.#importedFrom(from, file, this.#load(file, importer).exports);
        };
    }
    async #dynamicImport(from, name) {
        const file = this.#resolve(from, name, 'import');
        if (isBuiltin(file))
            return this.#namespaceOf(this.#around.builtin(file), true);
        if (!this.#program.awaits(this.#program.file(file)))
            return this.#importedFrom(from, file, this.#load(file, undefined).exports);
        await this.#loadAsync(file);
        return this.#cache[file].exports;
    }
    #importedFrom(from, name, exports) {
        const { kind } = this.#program.file(name).source;
        return kind === 'commonjs' || kind === 'json' ? this.#namespaceOf(exports, from.isModuleByName) : exports;
    }
    #resolve(from, name, how) {
        if (name.startsWith('data:') || name.startsWith('http')) {
            if (/^(data|https?):/.test(name))
                escaped(runtime.host, `import('${name.slice(0, 60)}')`);
        }
        return from.resolve(name, how);
    }
    /** CommonJS as an ES module sees it. Of one that esbuild or Babel made, TypeScript takes the default for what it says. */
    #namespaceOf(exports, asNode) {
        if (!asNode && exports?.__esModule)
            return exports;
        let namespace = this.#namespaces.get(exports);
        if (!namespace) {
            namespace = Object.defineProperty({ default: exports }, '__esModule', ES_MODULE);
            if ((typeof exports === 'object' && exports !== null) || typeof exports === 'function') {
                copyGetters(namespace, exports, 'default');
            }
            this.#namespaces.set(exports, namespace);
        }
        return namespace;
    }
}
function defineGetters(target, getters) {
    for (const name in getters)
        Object.defineProperty(target, name, { get: getters[name], enumerable: true, configurable: true });
}
function copyGetters(target, source, except) {
    for (const name of Object.getOwnPropertyNames(source)) {
        if (name === except || Object.hasOwn(target, name))
            continue;
        const { enumerable } = Object.getOwnPropertyDescriptor(source, name);
        Object.defineProperty(target, name, { get: () => source[name], enumerable });
    }
    return target;
}
