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
import { build } from 'esbuild';
import { sourceText } from '../../bugs/planted.js';
import { outside } from '../../world/runtime.js';
import { assignedGlobals, moduleSource, moduleSourceNow } from './source.js';
import { StackMapper } from './source-map.js';
/** A file that was not there when the program was read, as an optional dependency that is not installed. */
export class NotFound extends Error {
    code;
    constructor(name, from, how) {
        super(`Cannot find ${how === 'require' ? 'module' : 'package'} '${name}' imported from ${from}`);
        this.code = how === 'require' ? 'MODULE_NOT_FOUND' : 'ERR_MODULE_NOT_FOUND';
    }
}
export class Program {
    entry;
    /** The folders that a process sees: the project's, and those its packages are in. */
    roots;
    /** What `fetch` is made of, if the program uses it. */
    web;
    #stacks = new StackMapper();
    #globals;
    #files = new Map();
    constructor(entry, files, globals) {
        this.entry = entry;
        this.#globals = globals;
        for (const file of files)
            this.#add(file);
        const roots = [...new Set([projectOf(entry), ...[...this.#files.keys()].map(packagesOf)])].filter(Boolean);
        this.roots = roots.filter((root) => !roots.some((other) => root.startsWith(`${other}/`)));
    }
    /** A file by its name; one that was not foreseen is read now. */
    file(name) {
        const known = this.#files.get(name);
        if (known)
            return known;
        return outside(() => {
            const isModule = isModuleByName(name);
            const hints = { isModule, isModuleByName: isModule, globals: this.#globals };
            return this.#add(new ProgramFile(moduleSourceNow(name, hints), isModule));
        });
    }
    /** A place that names are resolved from: a file of the program, or one that need not be there. */
    place(name) {
        const nowhere = { file: name, kind: 'json', code: '', globals: [], offset: 0 };
        return this.#files.get(name) ?? new ProgramFile(nowhere, false);
    }
    /** Whether a module, or any that it imports, has top-level await. */
    awaits(file) {
        if (file.awaits === undefined) {
            file.awaits = false;
            file.awaits =
                file.source.kind === 'async' || file.imported.some((imported) => this.awaits(this.file(imported)));
        }
        return file.awaits;
    }
    #add(file) {
        this.#files.set(file.source.file, file);
        this.#stacks.add(file.source);
        return file;
    }
    /** Text with places of stacks in it, put right. */
    mapStack(text) {
        return this.#stacks.map(text);
    }
}
/** One file of a program, with what is known of it for all processes. */
export class ProgramFile {
    source;
    /** Node would take it for an ES module, by its name and package. */
    isModuleByName;
    /** What it imports by statements, in their order. */
    imported = [];
    awaits;
    /** What a name means here: a file, a builtin, or null for what is not there. */
    #found = { require: new Map(), import: new Map() };
    #body;
    constructor(source, isModuleByName) {
        this.source = source;
        this.isModuleByName = isModuleByName;
    }
    /** Says what a name means here. */
    found(name, how, file) {
        this.#found[how].set(name, file);
    }
    /** The file that a name means here, or the name of a builtin. Throws as Node does. */
    resolve(name, how) {
        let file = this.#found[how].get(name);
        if (file === undefined) {
            file = isBuiltin(name)
                ? name.replace(/^node:/, '')
                : outside(() => resolveNow(this.source.file, name, how));
            this.#found[how].set(name, file);
        }
        if (file === null)
            throw new NotFound(name, this.source.file, how);
        return file;
    }
    /** The file's outer function. It keeps nothing, so that one serves all processes. */
    get body() {
        if (!this.#body) {
            const { code, file, offset } = this.source;
            const script = new vm.Script(code, { filename: file, columnOffset: -offset });
            this.#body = script.runInThisContext();
        }
        return this.#body;
    }
}
let undici;
/** Reads a program, once. Throws with what a person must mend: a file that is not there, a syntax error. */
export async function bundle(entryFile) {
    const program = await read(entryFile);
    undici ??= read(createRequire(import.meta.url).resolve('undici'));
    program.web = await undici;
    return program;
}
/** Every file that an entry may load, as esbuild tells of it, by paths from the entry's folder. */
export async function filesOf(entry) {
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
async function read(entryFile) {
    const entry = realpathSync(entryFile);
    const absolute = (name) => path.resolve(path.dirname(entry), name);
    const inputs = Object.entries(await filesOf(entry)).filter(([name]) => !name.includes(':'));
    const globals = globalsOf(inputs.map(([name]) => absolute(name)));
    const files = await Promise.all(inputs.map(async ([name, { format, imports }]) => {
        const byName = isModuleByName(absolute(name));
        const isModule = format === 'esm' || (format === undefined && byName);
        const source = await moduleSource(absolute(name), { isModule, isModuleByName: byName, globals });
        const file = new ProgramFile(source, byName);
        for (const { path: to, original, kind, external } of imports) {
            const how = kind.startsWith('require') ? 'require' : 'import';
            const isThere = !external && !to.includes(':');
            if (isThere || !isBuiltin(to))
                file.found(original ?? to, how, isThere ? absolute(to) : null);
            if (isThere && kind === 'import-statement')
                file.imported.push(absolute(to));
        }
        return file;
    }));
    return new Program(entry, files, globals);
}
/** By what is not esbuild's to know, Node goes: the name, and the nearest package. */
export function isModuleByName(file) {
    const extension = path.extname(file);
    if (/^\.m[jt]s$/.test(extension))
        return true;
    return /^\.([jt]sx?)$/.test(extension) && packageIsModule(path.dirname(file));
}
const packages = new Map();
function packageIsModule(folder) {
    let answer = packages.get(folder);
    if (answer === undefined) {
        const manifest = path.join(folder, 'package.json');
        const parent = path.dirname(folder);
        if (existsSync(manifest))
            answer = JSON.parse(readFileSync(manifest, 'utf8')).type === 'module';
        else
            answer = parent !== folder && path.basename(folder) !== 'node_modules' && packageIsModule(parent);
        packages.set(folder, answer);
    }
    return answer;
}
/** The folder of the nearest package of the file. */
function projectOf(file) {
    for (let folder = path.dirname(file);; folder = path.dirname(folder)) {
        if (existsSync(path.join(folder, 'package.json')))
            return folder;
        if (folder === path.dirname(folder))
            return path.dirname(file);
    }
}
/** The outermost `node_modules` that a file is in. */
function packagesOf(file) {
    const at = file.indexOf(`${path.sep}node_modules${path.sep}`);
    return at < 0 ? '' : file.slice(0, at + '/node_modules'.length);
}
/** Names that some module puts on the global object, and that are not Node's: the process's own, then. */
function globalsOf(files) {
    const names = new Set();
    for (const file of files) {
        if (path.extname(file) === '.json')
            continue;
        for (const name of assignedGlobals(sourceText(file)))
            if (!(name in globalThis))
                names.add(name);
    }
    return [...names].sort();
}
/** What cannot be found is left for the run, where it may be caught; what is no source has no imports. */
const onlyFiles = {
    name: 'only files',
    setup({ onResolve, onLoad, resolve }) {
        const asked = Symbol('asked');
        onResolve({ filter: /.*/ }, async ({ path: name, kind, importer, resolveDir, pluginData }) => {
            if (kind === 'entry-point' || pluginData === asked)
                return undefined;
            if (isBuiltin(name))
                return { path: name, external: true };
            const found = await resolve(name, { kind, importer, resolveDir, pluginData: asked });
            return found.errors.length > 0 || found.path.endsWith('.node') ? { path: name, external: true } : found;
        });
        onLoad({ filter: /.*/ }, ({ path: file }) => {
            const [extension] = /(?<=\.)([cm]?[jt]s|[jt]sx|json)$/.exec(file) ?? [];
            if (extension === undefined)
                return { contents: '', loader: 'js' };
            return { contents: sourceText(file), loader: extension.replace(/^[cm]/, '') };
        });
    },
};
/** While a process runs: a name that was computed. */
function resolveNow(from, name, how) {
    try {
        const asked = name.startsWith('file:') ? new URL(name).pathname : name;
        return createRequire(from).resolve(asked);
    }
    catch (error) {
        const { code } = error;
        if (code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND')
            return null;
        if (how === 'import' && code === 'ERR_PACKAGE_PATH_NOT_EXPORTED')
            return null;
        throw error;
    }
}
