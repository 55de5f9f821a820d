/** Which services the shop has, and what each is told by its environment. */
import type { Instance, Service } from '../../groundhog/index.ts';
import type { ShopData } from './data.ts';

const PORT = 3000;
const MANY = [1, 3] as const;

type Env = Record<string, string>;

/** What it says of what it does not have. */
const knownBy = (what: 'orders' | 'products', error: string): Pick<Service, 'recognise'> => ({
  recognise: { path: `/${what}/groundhog-asks-whether-this-is-a-shop`, status: 404, body: { error } },
});

function service(
  name: string,
  says: string,
  more: (instance: Instance<ShopData>) => Env = () => ({}),
): Service<ShopData> {
  return {
    says,
    entry: `services/${name}/main.ts`,
    port: PORT,
    health: '/health',
    instances: MANY,
    env: (instance) => ({
      INSTANCE: instance.name,
      HOST: instance.host,
      PORT: String(instance.port),
      MONGO_URI: instance.mongoUri,
      // What nobody reads is not written; the last words of one that dies are.
      ...(instance.onLog === undefined && { LOG_LEVEL: 'error' }),
      ...more(instance),
    }),
  };
}

export const shopServices: Record<string, Service<ShopData>> = {
  orchestrator: {
    ...service('orchestrator', 'takes orders and runs each as a saga', ({ urls }) => ({
      INVENTORY_URLS: urls('inventory').join(),
      PAYMENT_URLS: urls('payment').join(),
    })),
    ...knownBy('orders', 'unknown_order'),
  },
  inventory: service('inventory', 'the event store of the stock'),
  payment: service('payment', 'charges and refunds at the bank', ({ urls }) => ({
    GATEWAY_URLS: urls('gateway').join(),
  })),
  projector: {
    ...service('projector', 'follows the events and keeps the read model'),
    ...knownBy('products', 'unknown_product'),
  },
  gateway: {
    ...service('gateway', 'stands in for the bank', ({ settings }) => ({
      LATENCY_MS: String(settings.latencyMs),
      DECLINE_RATE: String(settings.declineRate),
      LOST_REPLY_RATE: String(settings.lostReplyRate),
      ALLOW_BEHAVIOUR: 'true',
    })),
    instances: 1,
    outside: true,
    settings: ({ bank }) => ({ ...bank, lostReplyRate: 0 }),
  },
};
