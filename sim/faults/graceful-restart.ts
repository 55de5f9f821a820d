import fc from 'fast-check';
import { askToEnd } from './ask-to-end.ts';
import { aHost } from './choose.ts';
import { fault } from './fault.ts';

/** Its supervisor starts it again in its own time. The grace is as long as the fault lasts. */
export const gracefulRestart = fault<{ host: string }>({
  kind: 'graceful-restart',
  says: 'a service is asked to end (SIGTERM), killed if it takes too long, and started again by its supervisor',
  durationMs: [100, 10_000],
  draw: ({ services }) => fc.record({ host: aHost(services) }),
  describe: (p) => `${p.host}, killed unless it has ended by then`,
  inject: (p, { host }) => askToEnd(host(p.host)),
});
