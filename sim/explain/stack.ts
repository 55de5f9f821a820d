/** Where in the code of a host something is done: its own files, as a person wrote them. */

import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Host } from '../world/host.ts';

const SIMULATOR = path.resolve(import.meta.dirname, '..');
const MOST_FRAMES = 60;
/** Of libraries, where none of the frames is of the service's own code. */
const MOST_OF_LIBRARIES = 6;

/**
 * The frames of what runs now, innermost first, files named from `root`: those of the service's own code, or those of
 * its libraries where none of its own is to be seen. While a run goes on errors have no stack (`node/paths.ts`): this one has.
 */
export function stackHere(host: Host, root: string): string[] {
  const { stackTraceLimit, prepareStackTrace } = Error;
  const here: { stack?: string } = {};
  try {
    Object.assign(Error, { stackTraceLimit: MOST_FRAMES, prepareStackTrace: undefined });
    Error.captureStackTrace(here, stackHere);
    void here.stack;
  } finally {
    Object.assign(Error, { stackTraceLimit, prepareStackTrace });
  }
  const frames = framesOf(host.process?.mapStack(here.stack ?? '') ?? here.stack ?? '', root);
  const own = frames.filter((frame) => !isOfLibrary(frame));
  return own.length > 0 ? own : frames.slice(0, MOST_OF_LIBRARIES);
}

const isOfLibrary = (frame: string): boolean => frame.includes('node_modules/');

/** Whether it names the service's own code. */
export const isOwn = (stack: readonly string[]): boolean => stack.some((frame) => !isOfLibrary(frame));

function framesOf(stack: string, root: string): string[] {
  return stack.split('\n').flatMap((line) => {
    const frame = /^\s+at (?:async )?(.*)$/.exec(line)?.[1];
    if (frame === undefined) return [];
    const named = frame.replace(/file:\/\/[^\s:()]+/, (url) => fileURLToPath(url));
    const file = /\(?([^\s()]+?)(?::\d+){0,2}\)?$/.exec(named)?.[1];
    if (!file?.startsWith('/') || isOurs(file)) return [];
    return [named.replace(`${root}/`, '')];
  });
}

/** What of the simulator stands between a service and the network. */
const OURS = /^(?:(?:node|world|network|explain)\/.*|(?:system\/)?[^/]+)$/;

const isOurs = (file: string): boolean =>
  file.startsWith(`${SIMULATOR}/`) && OURS.test(file.slice(SIMULATOR.length + 1));
