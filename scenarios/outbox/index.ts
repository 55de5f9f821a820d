/**
 * A scenario of services as people write them: each an entry file that starts on import, on Express and Mongoose's
 * default connection. Orders are promised together with a message to a partner, who ships each once.
 *
 * | read                           | for                                                             |
 * |--------------------------------|-----------------------------------------------------------------|
 * | `api/`, `relay/`, `partner/`   | the services, which know nothing of the simulator; and `common/` |
 * | `workload.ts`, `customers.ts`  | what is asked, and by whom                                      |
 * | `invariants/`, `rest.ts`       | what must hold, and when there is nothing left to do            |
 * | `sometimes.ts`                 | what a healthy campaign gets to                                 |
 * | `live.ts`                      | what a run under load is told by                                |
 * | `bugs/`                        | planted bugs                                                    |
 */
import { type Instance, plural, scenario, withDatabase } from '../../groundhog/index.ts';
import { outboxBugs } from './bugs/index.ts';
import { SCRYPT_COST, SECRET } from './customers.ts';
import { outboxInvariants } from './invariants/index.ts';
import { outboxLive } from './live.ts';
import { ORDERS_DB, PARTNER_DB } from './names.ts';
import { OutboxRest } from './rest.ts';
import { setup } from './setup.ts';
import { outboxSometimes } from './sometimes.ts';
import { type OutboxData, outboxWorkload } from './workload.ts';

type Mine = Instance<OutboxData>;

const mongoUrl = ({ mongoUri }: Mine, db: string): string =>
  withDatabase(mongoUri, db, { w: 'majority', readConcernLevel: 'majority' });

export default scenario<OutboxData>({
  name: 'outbox',
  services: {
    api: {
      says: 'takes orders, each with a message to the partner',
      entry: 'api/main.ts',
      port: 3000,
      instances: [1, 3],
      env: (instance) => ({
        PORT: String(instance.port),
        MONGO_URL: mongoUrl(instance, ORDERS_DB),
        JWT_SECRET: SECRET,
        SCRYPT_COST: String(SCRYPT_COST),
      }),
    },
    relay: {
      says: 'follows the outbox and tells the partner',
      entry: 'relay/main.ts',
      instances: [1, 2],
      env: (instance) => ({
        NAME: instance.name,
        MONGO_URL: mongoUrl(instance, ORDERS_DB),
        PARTNER_URLS: instance.urls('partner').join(),
      }),
    },
    partner: {
      says: 'ships what it is told of, once',
      entry: 'partner/main.ts',
      port: 4000,
      instances: [1, 2],
      env: (instance) => ({
        PORT: String(instance.port),
        MONGO_URL: mongoUrl(instance, PARTNER_DB),
      }),
    },
  },
  setup,
  size: { usual: 30, of: 'orders' },
  workload: outboxWorkload,
  invariants: outboxInvariants,
  sometimes: outboxSometimes,
  rest: () => new OutboxRest(),
  stores: {
    collections: [
      { db: ORDERS_DB, coll: 'customers', history: ['_id', 'orders'] },
      { db: ORDERS_DB, coll: 'orders', history: ['_id', 'customer', 'item', 'quantity'] },
      { db: ORDERS_DB, coll: 'outbox', history: ['order'] },
      { db: PARTNER_DB, coll: 'inbox', history: [] },
      { db: PARTNER_DB, coll: 'shipments', history: ['order', 'item', 'quantity'] },
    ],
    told: { order: ['id'], 'other-order': ['id'], account: ['orders'], login: ['customer'] },
  },
  bugs: outboxBugs,
  live: outboxLive,
  describe: ({ customers }) => [['customers', plural(customers, 'customer')]],
});
