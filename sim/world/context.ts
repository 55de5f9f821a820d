/**
 * What `AsyncLocalStorage` carries. Node hands it on over its own timers and sockets; ours are events, so each keeps the
 * context of whoever scheduled it, and runs in it. Nothing is kept before some code in a host uses such a storage.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { runtime } from './runtime.ts';

/** Runs a function in the context that there was when it was kept. */
export type Context = (run: () => void) => void;

type Storage = AsyncLocalStorage<unknown>;

/** The storages that code in hosts has put something into. */
const inUse = new Set<Storage>();
/** Nobody's context. */
const outermost = AsyncLocalStorage.snapshot();

/** A thread of a process, which shares its host. What goes wrong in one is told to it; what is over runs no more. */
export interface Thread {
  readonly isOver: boolean;
  uncaught(error: unknown): void;
}

const threads = new AsyncLocalStorage<Thread>();

/** The thread whose code runs now; undefined for the main one. */
export const threadHere = (): Thread | undefined => threads.getStore();

/** Runs code as a thread's: so does all that it sets off. */
export function asThread(thread: Thread, run: () => void): void {
  try {
    threads.run(thread, run);
  } catch (error) {
    thread.uncaught(error);
  }
}

/** Runs code as the main thread's, whoever calls. */
export function asMainThread(run: () => void): void {
  if (threadHere()) threads.run(undefined as never, run);
  else run();
}

/** The context of the code that runs now, to run other code in it later; null while nobody uses one. */
export function contextHere(): Context | null {
  if (inUse.size === 0 || runtime.ghost) return null;
  const context: Context = AsyncLocalStorage.snapshot();
  const thread = threadHere();
  return thread ? (run) => goOn(thread, context, run) : context;
}

function goOn(thread: Thread, context: Context, run: () => void): void {
  if (thread.isOver) return;
  try {
    context(run);
  } catch (error) {
    thread.uncaught(error);
  }
}

/** Runs in a context that was kept; without one, in one of its own that nobody has put anything into. */
export function runIn(context: Context | null, run: () => void): void {
  if (inUse.size === 0) run();
  else (context ?? (outermost(() => AsyncLocalStorage.snapshot()) as Context))(run);
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
