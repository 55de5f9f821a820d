/** What errors tell of where files really are. */
import Module from 'node:module';
import { fileURLToPath } from 'node:url';
import { runtime } from '../world/runtime.js';
import { CWD } from './machine/facts.js';
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** An optional dependency that is missing is found out by an error that lists who asked for it. */
export function installPaths() {
    const module = Module;
    const resolve = module._resolveFilename;
    module._resolveFilename = function (...args) {
        try {
            return resolve.apply(this, args);
        }
        catch (error) {
            if (runtime.host && error instanceof Error)
                movePaths(error);
            throw error;
        }
    };
}
const moved = (text) => text.replaceAll(ROOT, `${CWD}/`);
function movePaths(error) {
    error.message = moved(error.message);
    error.requireStack = error.requireStack?.map(moved);
}
/**
 * Until the function returned is called, an error's stack is its name and message, even where a library asks for more:
 * frames tell of files and of Node's own lines, and they cost much in a storm of errors.
 */
export function hideStacks() {
    const { stackTraceLimit, prepareStackTrace } = Error;
    const withoutFrames = Error.prototype.toString;
    Error.stackTraceLimit = 0;
    Error.prepareStackTrace = (error) => withoutFrames.call(error);
    return () => Object.assign(Error, { stackTraceLimit, prepareStackTrace });
}
