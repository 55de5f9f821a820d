/**
 * The shop of `services/` as a scenario: an orchestrator that drives sagas, an inventory that is an event store, a
 * payment service in front of a bank, and a projector that makes a read model.
 *
 * | read                        | for                                             |
 * |-----------------------------|-------------------------------------------------|
 * | `services.ts`, `shared.ts`  | which services there are, and how each starts   |
 * | `workload/`                 | what clients ask of it                          |
 * | `invariants/`, `sometimes/` | what must hold, and what must happen now and then |
 * | `faults/`                   | what its bank and foreign writers do to it      |
 * | `stores.ts`                 | what it stores, as far as it is judged          |
 * | `live/`                     | what a run under load is told by                |
 * | `bugs/`                     | planted bugs, to show that the simulator bites  |
 * | `regressions/`              | plans that once failed; a test replays them     |
 */
import seedrandom from 'seedrandom';
import { plural, scenario } from '../../groundhog/index.ts';
import { shopBugs } from './bugs/index.ts';
import type { ShopData } from './data.ts';
import { shopFaults } from './faults/index.ts';
import { shopInvariants } from './invariants/index.ts';
import { askedAtRest } from './invariants/shown-as-stored.ts';
import { shopLive } from './live/index.ts';
import { ShopRest } from './rest.ts';
import { shopServices } from './services.ts';
import { shopSometimes } from './sometimes/index.ts';
import { shopStores } from './stores.ts';
import { OrderTally } from './tally.ts';
import { liveShape, makeWorkload, requestOf, swarmShape, usualShape } from './workload/index.ts';

/** One that is never in the way: what is measured is the shop. */
const LIVE_BANK = { latencyMs: 0, declineRate: 0 };

export default scenario<ShopData>({
  name: 'shop',
  services: shopServices,
  shared: async () => (await import('./shared.ts')).shared,
  size: { usual: 100, of: 'orders' },
  workload: (fc, { clients, size, swarm, live }) =>
    fc
      .record({
        shape: live
          ? fc.constant(liveShape(size, clients, live))
          : swarm
            ? swarmShape(size, clients)
            : usualShape(size, clients),
        workloadSeed: fc.nat(),
        bank: live
          ? fc.constant(LIVE_BANK)
          : fc.record({
              latencyMs: fc.integer({ min: 0, max: 60 }),
              declineRate: fc.constantFrom(0, 0.02, 0.1, 0.3),
            }),
      })
      .map(({ shape, workloadSeed, bank }) => {
        const { products, arrivals } = makeWorkload(shape, seedrandom.alea(String(workloadSeed)));
        return { requests: arrivals.map(requestOf), data: { products, bank }, durationMs: shape.durationMs };
      }),
  invariants: shopInvariants,
  sometimes: shopSometimes,
  faults: shopFaults,
  stores: shopStores,
  rest: () => new ShopRest(),
  atRest: (_data, requests) => askedAtRest(requests),
  tally: () => new OrderTally(),
  bugs: shopBugs,
  live: shopLive,
  describe({ products, bank }, requests) {
    const count = (kind: string) => requests.filter((request) => request.kind === kind).length;
    const counted = (kind: string) => plural(count(kind), kind);
    const reads = requests.filter(({ method }) => method === 'GET').length;
    return [
      ['bank', `${bank.latencyMs} ms, declines ${Math.round(bank.declineRate * 100)}%`],
      [
        'orders',
        `${count('order')}, ${counted('duplicate')}, ${counted('conflict')}, ${plural(count('bad'), 'bad body', 'bad bodies')}, ${counted('restock')}, ${plural(reads, 'read')}`,
      ],
      ['stock', products.map((p) => `${p.product_id} ${p.initial_stock}`).join(', ')],
    ];
  },
});
