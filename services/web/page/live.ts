/** Keeps what the page knows up to date: asks for all once it hears the stream, then goes by what the stream tells. */
import { useEffect, useState } from 'preact/hooks';
import { api, type Change } from './api.ts';
import { changed, type Known, NOTHING, withOrders, withProducts } from './store.ts';

/** Processes tell of themselves only when they are asked. */
const HEALTH_EVERY_MS = 2000;
const CONTROL_EVERY_MS = 700;

export const isDangerous = document.documentElement.dataset.dangerous === 'true';

/** While the page is not looked at, nobody is asked. */
function often(everyMs: number, work: () => Promise<void>): () => void {
  let ended = false;
  const turn = async () => {
    if (!document.hidden) await work().catch(() => undefined);
    if (!ended) setTimeout(turn, everyMs);
  };
  void turn();
  return () => {
    ended = true;
  };
}

export function useKnown(): Known {
  const [known, setKnown] = useState(NOTHING);
  useEffect(() => {
    const source = new EventSource('/api/live');
    const begin = async () => {
      const [{ orders }, { stored, shown }] = await Promise.all([api.orders(), api.products()]);
      setKnown((before) => ({ ...withProducts(withOrders(before, orders), stored, shown), isLive: true }));
    };
    source.addEventListener('hello', () => {
      // A service that is just being restarted is asked again with the next hello.
      begin().catch(() => setTimeout(() => begin().catch(() => undefined), 1000));
    });
    source.addEventListener('changes', ({ data }) => {
      const changes = JSON.parse(data) as Change[];
      setKnown((before) => changed(before, changes));
    });
    source.addEventListener('error', () => setKnown((before) => ({ ...before, isLive: false })));
    const ends = [
      () => source.close(),
      often(HEALTH_EVERY_MS, async () => {
        const { processes: health } = await api.processes();
        setKnown((before) => ({ ...before, health }));
      }),
      ...(isDangerous
        ? [
            often(CONTROL_EVERY_MS, async () => {
              const control = await api.control();
              setKnown((before) => ({ ...before, control }));
            }),
          ]
        : []),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, []);
  return known;
}
