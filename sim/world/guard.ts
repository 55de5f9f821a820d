/**
 * While a world runs, an uncaught error or an unhandled rejection is its own. It ends the process it happened in, if
 * the host runs one; else the run.
 */
import { runtime, whoRuns } from './runtime.ts';
import type { World } from './world.ts';

/** The function returned lifts the guard. */
export function guard(world: World): () => void {
  const fail = (what: string, error: unknown) =>
    world.fail(
      'crashed',
      `${what} in ${whoRuns()}: ${error instanceof Error ? error.message : String(error)}`,
      error,
    );
  const onException = (error: unknown) => {
    if (runtime.ghost) return;
    const ended = runtime.host?.process;
    if (ended) ended.uncaught(error, 'uncaughtException');
    else fail('uncaught error', error);
  };
  const onRejection = (reason: unknown, promise: Promise<unknown>) => {
    if (runtime.ghost) return;
    const ended = runtime.host?.process;
    if (ended) ended.unhandledRejection(reason, promise);
    else fail('unhandled rejection', reason);
  };
  process.on('uncaughtException', onException);
  process.on('unhandledRejection', onRejection);
  return () => {
    process.off('uncaughtException', onException);
    process.off('unhandledRejection', onRejection);
  };
}
