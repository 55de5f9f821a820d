/**
 * Asks processes whether they are well, again and again, and kills those that do not say so in time, as a kubelet does by
 * its liveness probe. It is simulated code on a host of its own: what keeps it from a process makes that look dead.
 */
import { Agent, request } from 'undici';

export interface Watched {
  name: string;
  /** What is asked by GET. */
  url: string;
}

export interface Patience {
  everyMs: number;
  /** An answer that comes later is none. */
  withinMs: number;
  /** So many in a row, and it is killed. */
  misses: number;
}

/** Who has just been killed is left alone so long, to start. */
const STARTING_MS = 5000;

export function runWatchdog(
  watched: readonly Watched[],
  patience: Patience,
  kill: (name: string) => void,
): void {
  const agent = new Agent();
  for (const one of watched) watchOver(one, patience, agent, () => kill(one.name));
}

function watchOver(
  { url }: Watched,
  { everyMs, withinMs, misses }: Patience,
  agent: Agent,
  kill: () => void,
): void {
  let missed = 0;
  const look = async () => {
    missed = (await isWell(url, withinMs, agent)) ? 0 : missed + 1;
    const isDead = missed >= misses;
    if (isDead) kill();
    if (isDead) missed = 0;
    setTimeout(() => void look(), isDead ? STARTING_MS : everyMs);
  };
  setTimeout(() => void look(), everyMs);
}

async function isWell(url: string, withinMs: number, dispatcher: Agent): Promise<boolean> {
  try {
    const { statusCode, body } = await request(url, { dispatcher, signal: AbortSignal.timeout(withinMs) });
    await body.dump();
    return statusCode >= 200 && statusCode < 400;
  } catch {
    return false;
  }
}
