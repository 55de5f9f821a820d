/** How each process of the shop is, by what it says of itself: `/health` and `/metrics`. */

export interface Health {
  url: string;
  service: string;
  /** As it calls itself; null while it does not answer. */
  instance: string | null;
  status: 'ok' | 'starting' | 'silent';
  /** Whether the database answers it. */
  mongo: boolean;
  upSeconds: number | null;
  /** In seconds: how late its event loop is, of a hundred times the worst. */
  loopDelay: number | null;
  memoryBytes: number | null;
}

/** A process that takes longer is paused, or might as well be. */
const WITHIN_MS = 1500;

/** The value of a metric without labels; null: there is none. */
export function metricIn(text: string, metric: string): number | null {
  const found = new RegExp(`^${metric} (\\S+)$`, 'm').exec(text);
  return found ? Number(found[1]) : null;
}

export async function healthOf(service: string, url: string): Promise<Health> {
  try {
    const signal = AbortSignal.timeout(WITHIN_MS);
    const [health, metrics] = await Promise.all([
      fetch(`${url}/health`, { signal }).then((reply) => reply.json() as Promise<Record<string, unknown>>),
      fetch(`${url}/metrics`, { signal }).then((reply) => reply.text()),
    ]);
    const since = metricIn(metrics, 'process_start_time_seconds');
    return {
      ...{ url, service, instance: String(health.instance), mongo: health.mongo === true },
      status: health.status === 'ok' ? 'ok' : 'starting',
      upSeconds: since === null ? null : Date.now() / 1000 - since,
      loopDelay: metricIn(metrics, 'nodejs_eventloop_lag_p99_seconds'),
      memoryBytes: metricIn(metrics, 'process_resident_memory_bytes'),
    };
  } catch {
    const nothing = { upSeconds: null, loopDelay: null, memoryBytes: null };
    return { url, service, instance: null, status: 'silent', mongo: false, ...nothing };
  }
}
