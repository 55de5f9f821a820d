/**
 * What `AsyncLocalStorage` carries. Node hands it on over its own timers and sockets; ours are events, so each keeps the
 * context of whoever scheduled it, and runs in it. Nothing is kept before some code in a host uses such a storage.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { runtime } from './runtime.ts';

/** Runs a function in the context that there was when it was kept. */
export type Context = <T>(run: () => T) => T;

type Storage = AsyncLocalStorage<unknown>;

/** The storages that code in hosts has put something into. */
const inUse = new Set<Storage>();
/** Nobody's context. */
const outermost: Context = AsyncLocalStorage.snapshot();

/** The context of the code that runs now, to run other code in it later; null while nobody uses one. */
export function contextHere(): Context | null {
  return inUse.size > 0 && !runtime.ghost ? AsyncLocalStorage.snapshot() : null;
}

/** Runs in a context that was kept; without one, in one of its own that nobody has put anything into. */
export function runIn(context: Context | null, run: () => void): void {
  if (inUse.size === 0) run();
  else (context ?? outermost(() => AsyncLocalStorage.snapshot() as Context))(run);
}

/** Notes, from now on, which storages are used in hosts. */
export function watchStorages(): void {
  const { prototype } = AsyncLocalStorage;
  const { run, enterWith } = prototype;
  const note = (storage: Storage): void => {
    if (runtime.host) inUse.add(storage);
  };
  prototype.run = function (this: Storage, ...args: unknown[]) {
    note(this);
    return (run as (...args: unknown[]) => unknown).apply(this, args);
  } as typeof run;
  prototype.enterWith = function (this: Storage, store: unknown) {
    note(this);
    enterWith.call(this, store);
  };
}

/** Once a world is over nobody uses its storages: Node would go on copying what they hold. */
export function forgetStorages(): void {
  for (const storage of inUse) storage.disable();
  inUse.clear();
}
