/**
 * Packages that keep no state: they work out tables when they load, from nothing but their own files, and only read
 * them afterwards. One copy serves all processes of a program, which spares a start more than half of its work.
 *
 * Their functions are called as they are. Whoever writes into what they export, which no other process would notice in
 * life, escapes.
 */
import { createRequire } from 'node:module';
import { outside, runtime } from '../../world/runtime.ts';
import { escaped } from '../machine/ask.ts';
import { Modules } from './modules.ts';
import type { Program } from './program.ts';

const require = createRequire(import.meta.url);

/** Each was read: nothing in it changes once it has loaded. */
const STATELESS = [
  '@mongodb-js/saslprep',
  'memory-pager',
  'mime-db',
  'mime-types',
  'punycode',
  'sparse-bitfield',
  'statuses',
  'tr46',
];

/** What they may ask of Node, which keeps no state either. */
const BUILTINS = new Set(['path', 'zlib']);

const FILE = new RegExp(`/node_modules/(?:${STATELESS.join('|')})/(?!.*/node_modules/)`);

/** What a file exports. */
export interface Shared {
  exports: unknown;
}

export class SharedModules {
  readonly #modules: Modules;
  readonly #known = new Map<string, Shared | undefined>();

  constructor(program: Program) {
    this.#modules = new Modules(program, {
      globals: {},
      builtin(name) {
        if (!BUILTINS.has(name)) throw new Error(`not known to keep no state: ${name}`);
        return require(`node:${name}`);
      },
      shared(file) {
        if (!FILE.test(file)) throw new Error(`not known to keep no state: ${file}`);
        return undefined;
      },
    });
  }

  /** Undefined for a file that each process has for itself. */
  of(file: string): Shared | undefined {
    if (!FILE.test(file)) return undefined;
    if (!this.#known.has(file)) this.#known.set(file, this.#load(file));
    return this.#known.get(file);
  }

  /** A version that needs more than the one that was read is not shared. */
  #load(file: string): Shared | undefined {
    try {
      return {
        exports: guarded(
          outside(() => this.#modules.require(file)),
          file,
        ),
      };
    } catch {
      return undefined;
    }
  }
}

const guards = new WeakMap<object, unknown>();

/** To be read and called, not written into. */
function guarded(value: unknown, file: string): unknown {
  if (!isTable(value) && typeof value !== 'function') return value;
  const known = guards.get(value);
  if (known) return known;
  const refuse = (): never => escaped(runtime.host, `the one copy of ${file}, to write into it`);
  const guard = new Proxy(value, {
    get(target, name, receiver) {
      const found: unknown = Reflect.get(target, name, receiver);
      return isTable(found) ? guarded(found, file) : found;
    },
    set: refuse,
    defineProperty: refuse,
    deleteProperty: refuse,
    setPrototypeOf: refuse,
    preventExtensions: refuse,
  });
  guards.set(value, guard);
  return guard;
}

const isTable = (value: unknown): value is object =>
  Array.isArray(value) ||
  (typeof value === 'object' &&
    value !== null &&
    [Object.prototype, null].includes(Object.getPrototypeOf(value)));
