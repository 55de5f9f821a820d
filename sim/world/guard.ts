/** While a world runs, an uncaught error or an unhandled rejection is its own, and ends the run. */
import { runtime, whoRuns } from './runtime.ts';
import type { World } from './world.ts';

/** The function returned lifts the guard. */
export function guard(world: World): () => void {
  const onError = (what: string) => (error: unknown) => {
    if (runtime.ghost) return;
    world.fail(
      'crashed',
      `${what} in ${whoRuns()}: ${error instanceof Error ? error.message : String(error)}`,
      error,
    );
  };
  const onException = onError('uncaught error');
  const onRejection = onError('unhandled rejection');
  process.on('uncaughtException', onException);
  process.on('unhandledRejection', onRejection);
  return () => {
    process.off('uncaughtException', onException);
    process.off('unhandledRejection', onRejection);
  };
}
