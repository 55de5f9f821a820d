/**
 * Runs a test as the code of a host, in a world of its own: its seconds are that world's, so no machine is too slow or
 * too busy for it, and it goes the same way each time.
 */
import { openWorld } from '../../open-world.ts';

const PATIENCE_MS = 600_000;

export function inWorld<T>(code: () => Promise<T>, patienceMs = PATIENCE_MS): () => Promise<T> {
  return async () => {
    const { world, close } = openWorld({ seed: 'lab' });
    let end: PromiseSettledResult<T> | undefined;
    world.host('lab').start(() => {
      void Promise.allSettled([code()]).then(([settled]) => {
        end = settled;
      });
    });
    const ending = await world.run(() => end !== undefined, patienceMs * 1000);
    await close();
    if (end?.status === 'fulfilled') return end.value;
    if (end) throw end.reason;
    throw new Error(`it did not end: ${ending}`, { cause: world.failure });
  };
}
