/**
 * Node's own modules as one process has them: what a library writes into one, as APM agents do, is seen by this
 * process alone. The functions in them are the same for all, and ask who runs.
 */
import type http from 'node:http';
import type https from 'node:https';
import { createRequire, isBuiltin } from 'node:module';
import { runtime } from '../../world/runtime.ts';
import { escaped } from '../machine/ask.ts';
import { setOwn } from './set-own.ts';

const require = createRequire(import.meta.url);

type Builtin = Record<string, unknown>;

/** What a process's modules of Node's are made for. */
export interface Owner {
  readonly globals: Record<string, unknown>;
  readonly files: { fs: Record<string, unknown>; promises: Record<string, unknown> };
  /** What `worker_threads` says of where it is, and the class of its threads. */
  threads: Record<string, unknown>;
  requireFor(from: string | URL): unknown;
}

/** What a module of Node's has: what can be copied at once, and what must be defined, such as getters. */
interface Parts {
  plain: Builtin;
  others: PropertyDescriptorMap;
}

const parts = new Map<string, Parts>();

/** Written into without effect on the original. Functions, such as `events` and `assert`, are taken as they are. */
function copyOf(name: string): unknown {
  const real = require(`node:${name}`) as object;
  if (typeof real !== 'object') return real;
  let known = parts.get(name);
  if (!known) {
    known = partsOf(real);
    parts.set(name, known);
  }
  return Object.defineProperties({ ...known.plain }, known.others);
}

function partsOf(module: object): Parts {
  const [plain, others]: [Builtin, PropertyDescriptorMap] = [{}, {}];
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(module))) {
    if ('value' in descriptor && descriptor.enumerable) plain[name] = descriptor.value;
    else others[name] = { ...descriptor, configurable: true };
  }
  return { plain, others };
}

/** Those that must be made for the process they are of. */
const MADE: Record<string, (copy: Builtin, owner: Owner) => unknown> = {
  process: (_copy, owner) => owner.globals.process,
  console: (_copy, owner) => owner.globals.console,
  http: (copy) => withOwnAgent(copy as never),
  https: (copy) => withOwnAgent(copy as never),
  module: (_copy, owner) => moduleModule(owner),
  fs: (_copy, owner) => owner.files.fs,
  worker_threads: (copy, owner) => {
    setOwn(copy, owner.threads);
    return copy;
  },
  'fs/promises': (_copy, owner) => owner.files.promises,
};

export class Builtins {
  readonly #owner: Owner;
  readonly #made = new Map<string, unknown>();

  constructor(owner: Owner) {
    this.#owner = owner;
  }

  get(name: string): unknown {
    const short = name.replace(/^node:/, '');
    let made = this.#made.get(short);
    if (made === undefined) {
      const copy = copyOf(short);
      made = MADE[short]?.(copy as Builtin, this.#owner) ?? copy;
      this.#made.set(short, made);
    }
    return made;
  }
}

/** Clients that name no agent share one, with its free sockets: one per process. */
function withOwnAgent<T extends typeof http | typeof https>(copy: T): T {
  const agent = new copy.Agent({ keepAlive: true, scheduling: 'lifo', timeout: 5000 });
  const realRequest = copy.request as (...args: unknown[]) => http.ClientRequest;
  let globalAgent: unknown = agent;
  const request = (...args: unknown[]): http.ClientRequest => {
    const at = typeof args[0] === 'string' || args[0] instanceof URL ? 1 : 0;
    const given = args[at];
    const options = typeof given === 'object' && given !== null ? given : {};
    const rest = typeof given === 'object' && given !== null ? args.slice(at + 1) : args.slice(at);
    return realRequest(...args.slice(0, at), { _defaultAgent: globalAgent, ...options }, ...rest);
  };
  const get = (...args: unknown[]): http.ClientRequest => request(...args).end();
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
function moduleModule(owner: Owner): unknown {
  const real = require('node:module') as Builtin;
  const refused = (name: string) => () => escaped(runtime.host, `module.${name}`);
  function Module() {
    escaped(runtime.host, 'new module.Module');
  }
  Object.assign(Module, {
    Module,
    createRequire: (from: string | URL) => owner.requireFor(from),
    builtinModules: real.builtinModules,
    isBuiltin,
    register: refused('register'),
    registerHooks: refused('registerHooks'),
    syncBuiltinESMExports: () => {},
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
