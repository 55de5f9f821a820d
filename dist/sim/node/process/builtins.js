import { createRequire, isBuiltin } from 'node:module';
import { runtime } from '../../world/runtime.js';
import { escaped } from '../machine/ask.js';
const require = createRequire(import.meta.url);
const parts = new Map();
/** Written into without effect on the original. Functions, such as `events` and `assert`, are taken as they are. */
function copyOf(name) {
    const real = require(`node:${name}`);
    if (typeof real !== 'object')
        return real;
    let known = parts.get(name);
    if (!known) {
        known = partsOf(real);
        parts.set(name, known);
    }
    return Object.defineProperties({ ...known.plain }, known.others);
}
function partsOf(module) {
    const [plain, others] = [{}, {}];
    for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(module))) {
        if ('value' in descriptor && descriptor.enumerable)
            plain[name] = descriptor.value;
        else
            others[name] = { ...descriptor, configurable: true };
    }
    return { plain, others };
}
/** Those that must be made for the process they are of. */
const MADE = {
    process: (_copy, owner) => owner.globals.process,
    console: (_copy, owner) => owner.globals.console,
    http: (copy) => withOwnAgent(copy),
    https: (copy) => withOwnAgent(copy),
    module: (_copy, owner) => moduleModule(owner),
    fs: (_copy, owner) => owner.files.fs,
    'fs/promises': (_copy, owner) => owner.files.promises,
};
export class Builtins {
    #owner;
    #made = new Map();
    constructor(owner) {
        this.#owner = owner;
    }
    get(name) {
        const short = name.replace(/^node:/, '');
        let made = this.#made.get(short);
        if (made === undefined) {
            const copy = copyOf(short);
            made = MADE[short]?.(copy, this.#owner) ?? copy;
            this.#made.set(short, made);
        }
        return made;
    }
}
/** Clients that name no agent share one, with its free sockets: one per process. */
function withOwnAgent(copy) {
    const agent = new copy.Agent({ keepAlive: true, scheduling: 'lifo', timeout: 5000 });
    const realRequest = copy.request;
    let globalAgent = agent;
    const request = (...args) => {
        const at = typeof args[0] === 'string' || args[0] instanceof URL ? 1 : 0;
        const given = args[at];
        const options = typeof given === 'object' && given !== null ? given : {};
        const rest = typeof given === 'object' && given !== null ? args.slice(at + 1) : args.slice(at);
        return realRequest(...args.slice(0, at), { _defaultAgent: globalAgent, ...options }, ...rest);
    };
    const get = (...args) => request(...args).end();
    const own = { value: undefined, writable: true, enumerable: true, configurable: true };
    Object.defineProperties(copy, { request: { ...own, value: request }, get: { ...own, value: get } });
    Object.defineProperty(copy, 'globalAgent', {
        get: () => globalAgent,
        set: (given) => {
            globalAgent = given;
        },
        enumerable: true,
        configurable: true,
    });
    return copy;
}
/** `node:module`, whose loader is this process's. */
function moduleModule(owner) {
    const real = require('node:module');
    const refused = (name) => () => escaped(runtime.host, `module.${name}`);
    function Module() {
        escaped(runtime.host, 'new module.Module');
    }
    Object.assign(Module, {
        Module,
        createRequire: (from) => owner.requireFor(from),
        builtinModules: real.builtinModules,
        isBuiltin,
        register: refused('register'),
        registerHooks: refused('registerHooks'),
        syncBuiltinESMExports: () => { },
        enableCompileCache: () => ({ status: 3 }),
        findSourceMap: () => undefined,
        SourceMap: real.SourceMap,
        wrap: real.wrap,
        _extensions: {},
        _cache: {},
        _load: refused('_load'),
        _resolveFilename: refused('_resolveFilename'),
    });
    return Module;
}
