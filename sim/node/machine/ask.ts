/**
 * Who asks: every question about machine, process or place goes through here.
 *
 * Code in a host is answered for its host, and so is code that loads, before there is any host, for a machine of no
 * name: what a library keeps at import is then the same everywhere. All other code gets Node's own answer.
 */
import type { Host } from '../../world/host.ts';
import { runtime } from '../../world/runtime.ts';
import { type Life, lifeOf, nobody } from './life.ts';

type AnyFunction = (...args: unknown[]) => unknown;

/** All that is answered or forbidden, by owner. */
export const known = new Map<object, Set<string>>();

function know(owner: object, name: string): void {
  known.set(owner, (known.get(owner) ?? new Set()).add(name));
}

let isLoading = false;

/** From here on, until the function returned is called, code outside of hosts is answered as well. */
export function beginLoading(): () => void {
  isLoading = true;
  return () => {
    isLoading = false;
  };
}

/** Undefined for code that is answered by Node itself. */
export function asker(): Life | undefined {
  const { host } = runtime;
  if (host) return lifeOf(host);
  return isLoading ? nobody : undefined;
}

/** Functions of `owner`, as far as this Node has them, with what they answer. */
export function answerCalls(
  owner: object,
  answers: Record<string, (life: Life, ...args: never[]) => unknown>,
): void {
  for (const [name, answer] of Object.entries(answers))
    replaceFunction(
      owner,
      name,
      (original) =>
        function (this: unknown, ...args: unknown[]): unknown {
          const life = asker();
          return life ? (answer as AnyFunction)(life, ...args) : original.apply(this, args);
        },
    );
}

/** As `answerCalls`, of methods that have to know whose they are. */
export function answerMethods(
  prototype: object,
  answers: Record<string, (life: Life, self: never, ...args: never[]) => unknown>,
): void {
  for (const [name, answer] of Object.entries(answers))
    replaceFunction(
      prototype,
      name,
      (original) =>
        function (this: unknown, ...args: unknown[]): unknown {
          const life = asker();
          return life ? (answer as AnyFunction)(life, this, ...args) : original.apply(this, args);
        },
    );
}

export interface Property {
  get(life: Life): unknown;
  /** Without it, what is set is forgotten, as Node does with what cannot be written. */
  set?(life: Life, value: never): void;
}

/** Properties of `owner`, as far as this Node has them. */
export function answerReads(
  owner: object,
  answers: Record<string, Property | ((life: Life) => unknown)>,
): void {
  for (const [name, answer] of Object.entries(answers)) {
    const own = Object.getOwnPropertyDescriptor(owner, name);
    if (!own?.configurable) continue;
    know(owner, name);
    const { get, set } = typeof answer === 'function' ? { get: answer, set: undefined } : answer;
    let { value } = own;
    Object.defineProperty(owner, name, {
      configurable: true,
      enumerable: own.enumerable,
      get(this: unknown) {
        const life = asker();
        if (life) return get(life);
        return own.get ? own.get.call(this) : value;
      },
      set(this: unknown, given: unknown) {
        const life = asker();
        if (life) set?.(life, given as never);
        else if (own.set) own.set.call(this, given);
        else if (own.writable) value = given;
      },
    });
  }
}

/** What is forbidden, by what it is asked of, such as `child_process`. */
export const refused = new Map<string, Set<string>>();

/** What a host must not do or ask, since nothing made up could answer it: the run ends, with who did it and what. */
export function forbid(owner: object, ownerName: string, names: readonly string[]): void {
  refused.set(ownerName, new Set([...(refused.get(ownerName) ?? []), ...names]));
  for (const name of names)
    replaceFunction(
      owner,
      name,
      (original) =>
        function (this: unknown, ...args: unknown[]): unknown {
          const { host } = runtime;
          if (host) escaped(host, `${ownerName}.${name}`);
          return original.apply(this, args);
        },
    );
}

/** Enough to get from what was reached for, through a library, to the line of the program that used it. */
const MOST_FRAMES = 50;

/** Ends the run; but what is left of a dead process, or asked for from a debugger, only fails to reach it. */
export function escaped(host: Host | null, what: string): never {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = stackTraceLimit && MOST_FRAMES;
  const error = new Error(`${host?.name ?? 'the simulator'} reached for ${what}, which is real`);
  Error.stackTraceLimit = stackTraceLimit;
  if (host && !runtime.ghost && !runtime.stopped) host.world.fail('escaped', error.message, error);
  throw error;
}

/** Keeps the name, the attributes and what Node hangs on the function; does nothing where this Node has none. */
function replaceFunction(owner: object, name: string, make: (original: AnyFunction) => AnyFunction): void {
  const own = Object.getOwnPropertyDescriptor(owner, name);
  const original = (owner as Record<string, unknown>)[name];
  if (typeof original !== 'function') return;
  know(owner, name);
  const by = make(original as AnyFunction);
  for (const key of Reflect.ownKeys(original))
    if (key !== 'prototype')
      Object.defineProperty(by, key, {
        ...Object.getOwnPropertyDescriptor(original, key),
        configurable: true,
      });
  const { enumerable = true } = own ?? {};
  Object.defineProperty(owner, name, { value: by, writable: true, configurable: true, enumerable });
}
