/** How whoever deploys ends a process: asked first (SIGTERM), killed if it takes too long. */
import type { Host } from '../world/host.ts';

/** The function returned kills the process, if it is still the one that was asked. */
export function askToEnd(host: Host): () => void {
  if (host.state === 'down') return () => {};
  const life = host.incarnation;
  host.signal('SIGTERM');
  return () => {
    if (host.incarnation === life) host.signal('SIGKILL');
  };
}
