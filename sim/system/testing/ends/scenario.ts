/** A scenario for tests: how processes end, and what comes of it. */
import { closesWithin, noUncaughtError } from '../../../../harness/invariants/kit/index.ts';
import { type Scenario, scenario } from '../../../../harness/scenario/scenario.ts';

const HERE = 'sim/system/testing/ends';
const PORT = 3000;
const EVERY_MS = 500;

export interface Ends {
  /** What is asked for, one after another. */
  paths: readonly string[];
  /** When it closes, the service ends all connections that it has, not only those that are idle at that moment. */
  force: boolean;
}

export const ends = ({ paths, force }: Ends): Scenario =>
  scenario({
    name: 'ends',
    services: {
      front: {
        entry: `${HERE}/front.ts`,
        port: PORT,
        instances: 1,
        env: ({ port, urls }) => ({ PORT: String(port), API: urls('api')[0]! }),
      },
      api: {
        entry: `${HERE}/api.ts`,
        port: PORT,
        instances: 1,
        env: ({ port }) => ({ PORT: String(port), FORCE: force ? 'yes' : 'no' }),
      },
    },
    size: { usual: paths.length, of: 'requests' },
    workload: (fc) =>
      fc.constant({
        data: {},
        durationMs: EVERY_MS * paths.length,
        requests: paths.map((path, i) => ({
          ...{ kind: 'ask', key: `r${i}`, atMs: EVERY_MS * i, client: 0, retry: path === '/' },
          ...{ to: 'front', method: 'GET', path },
        })),
      }),
    invariants: [closesWithin(5000), noUncaughtError()],
    stores: { collections: [], told: { ask: ['ok'] } },
  });
