import fc from 'fast-check';
import { fault } from './fault.ts';

/** Who comes back first is each supervisor's draw: services may be there before the database, or before all is set up. */
export const powerCut = fault({
  kind: 'power-cut',
  says: 'all processes die at once, the database and what sets it up among them, and come back one by one in any order',
  durationMs: [0, 0],
  draw: () => fc.constant({}),
  describe: () => 'services, database and a set-up under way',
  inject(_params, { targets, host, killSetUp }) {
    for (const name of [...targets.databases, ...targets.services]) host(name).crash(false);
    killSetUp();
    return () => {};
  },
});
