/**
 * The shop's services started by calls, all instances of all services from one copy of their code: they keep nothing
 * at module level, and a start costs next to nothing. Loaded once a bug is planted, and not before.
 */
import { Writable } from 'node:stream';
import type { Instance, Shared } from '../../groundhog/index.ts';
import { ALL_COLLECTIONS, ensureCollections, seedProducts } from '../../services/common/collections.ts';
import type { ServiceConfig } from '../../services/common/service.ts';
import { type GatewayBehaviour, startGateway } from '../../services/gateway/index.ts';
import { startInventory } from '../../services/inventory/index.ts';
import { startOrchestrator } from '../../services/orchestrator/index.ts';
import { startPayment } from '../../services/payment/index.ts';
import { startProjector } from '../../services/projector/index.ts';
import type { ShopData } from './data.ts';

function config({ name, host, port, mongoUri, onLog }: Instance<ShopData>): ServiceConfig {
  const stream = new Writable({
    decodeStrings: false,
    write: (line: string, _encoding, done) => {
      onLog?.(line);
      done();
    },
  });
  // Nobody reads there what commands take, nor what a service is.
  const unread = { timesCommands: false, showsDocument: false };
  const log: ServiceConfig['log'] = { level: onLog ? 'info' : 'silent', stream };
  return { instance: name, host, port, mongoUri, log, ...unread };
}

export const shared: Shared<ShopData> = {
  start: {
    orchestrator: (instance) =>
      startOrchestrator({
        ...config(instance),
        inventoryUrls: instance.urls('inventory'),
        paymentUrls: instance.urls('payment'),
      }),
    inventory: (instance) => startInventory(config(instance)),
    payment: (instance) => startPayment({ ...config(instance), gatewayUrls: instance.urls('gateway') }),
    projector: (instance) => startProjector(config(instance)),
    gateway: (instance) =>
      startGateway({ ...config(instance), behaviour: instance.settings as unknown as GatewayBehaviour }),
  },
  async setup(mongo, { products }) {
    await ensureCollections(mongo, ALL_COLLECTIONS);
    await seedProducts(
      mongo,
      products.map(({ product_id, initial_stock }) => ({ product_id, stock: initial_stock })),
    );
  },
};
