/** What errors tell of where files really are. */
import Module from 'node:module';
import { fileURLToPath } from 'node:url';
import { runtime } from '../world/runtime.ts';
import { CWD } from './machine/facts.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

interface ModuleInternals {
  _resolveFilename(...args: unknown[]): string;
}
interface NotFound extends Error {
  requireStack?: string[];
}

/** An optional dependency that is missing is found out by an error that lists who asked for it. */
export function installPaths(): void {
  const module = Module as unknown as ModuleInternals;
  const resolve = module._resolveFilename;
  module._resolveFilename = function (this: unknown, ...args: unknown[]) {
    try {
      return resolve.apply(this, args);
    } catch (error) {
      if (runtime.host && error instanceof Error) movePaths(error);
      throw error;
    }
  };
}

const moved = (text: string) => text.replaceAll(ROOT, `${CWD}/`);

function movePaths(error: NotFound): void {
  error.message = moved(error.message);
  error.requireStack = error.requireStack?.map(moved);
}

/**
 * Until the function returned is called, an error's stack is its name and message, even where a library asks for more:
 * frames tell of files and of Node's own lines, and they cost much in a storm of errors.
 */
export function hideStacks(): () => void {
  const { stackTraceLimit, prepareStackTrace } = Error;
  const withoutFrames = Error.prototype.toString;
  Error.stackTraceLimit = 0;
  Error.prepareStackTrace = (error) => withoutFrames.call(error);
  return () => Object.assign(Error, { stackTraceLimit, prepareStackTrace });
}
