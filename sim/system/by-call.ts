/** A service that is started by a call: it ends as its own `main` would, which the simulator does not run. */
import type { Started } from '../../harness/scenario/scenario.ts';
import type { Exit, Host } from '../world/host.ts';

/** Called as the host's code. Resolves when the service has started, and rejects when it cannot. */
export async function startByCall(host: Host, start: () => Promise<Started>): Promise<void> {
  const life = host.incarnation;
  const exit = (how: Omit<Exit, 'signal'>) => {
    // What a dead process had begun to close may still come to its end.
    if (host.incarnation === life) host.exit({ ...how, signal: null });
  };
  // Until it has started there is nothing to close.
  host.terminate = () => exit({ code: 0 });
  const started = await start();
  if (host.incarnation !== life) return;
  if (!started.close) {
    host.terminate = null;
    return;
  }
  host.terminate = () => {
    // Asked again it is closing already.
    host.terminate = () => {};
    started.close!().then(
      () => exit({ code: 0 }),
      (error: unknown) => exit({ code: 1, error }),
    );
  };
}
