/**
 * Restarts what ends, however it ended, as systemd or Kubernetes would: after a pause that grows when it ends again
 * soon. Who was asked to end is no such case.
 */
import type { Host } from './host.ts';
import { integerIn } from './random.ts';

const RESTART_MS = { min: 100, max: 1500 };
/** A process that lived this long starts over with short pauses. */
const HEALTHY_MS = 10_000;
const MOST_DOUBLINGS = 3;

/**
 * Starts a process on a host and keeps it running. `main` is the process, which has come up once its promise is kept: a
 * rejected one is its exit with 1. The function returned starts it now, where it is down.
 */
export function supervise(host: Host, main: () => Promise<unknown>): () => void {
  const { world } = host;
  const random = world.streams.get(`host/${host.name}/supervisor`);
  let deaths = 0;

  const start = () => {
    if (host.state !== 'down') return;
    host.onDeath.add(restartLater);
    host.start(() => {
      const life = host.incarnation;
      main().then(
        () => {
          if (host.incarnation === life) for (const hear of [...host.onUp]) hear();
        },
        (error: unknown) => {
          // A dead process's promises may still settle; only the living one can exit.
          if (host.incarnation !== life) return;
          world.note(host, 'not-up', error instanceof Error ? error.message : String(error));
          host.exit({ code: 1, signal: null, notUp: error });
        },
      );
    });
  };
  const restartLater = () => {
    const wasHealthy = world.nowUs - host.startedUs > HEALTHY_MS * 1000 || host.afterAskedMs !== null;
    deaths = wasHealthy ? 0 : deaths + 1;
    const doubled = 2 ** Math.min(Math.max(deaths - 1, 0), MOST_DOUBLINGS);
    world.after(integerIn(random, RESTART_MS.min, RESTART_MS.max) * doubled, 'restart', start);
  };
  start();
  return start;
}
