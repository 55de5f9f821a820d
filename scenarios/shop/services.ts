/** Which services the shop has, and what each is told by its environment. */
import type { Instance, Service } from '../../groundhog/index.ts';
import type { ShopData } from './data.ts';

const PORT = 3000;
const MANY = [1, 3] as const;

type Env = Record<string, string>;

function service(name: string, more: (instance: Instance<ShopData>) => Env = () => ({})): Service<ShopData> {
  return {
    entry: `services/${name}/main.ts`,
    port: PORT,
    instances: MANY,
    env: (instance) => ({
      INSTANCE: instance.name,
      HOST: instance.host,
      PORT: String(instance.port),
      MONGO_URI: instance.mongoUri,
      ...more(instance),
    }),
  };
}

export const shopServices: Record<string, Service<ShopData>> = {
  orchestrator: service('orchestrator', ({ urls }) => ({
    INVENTORY_URLS: urls('inventory').join(),
    PAYMENT_URLS: urls('payment').join(),
  })),
  inventory: service('inventory'),
  payment: service('payment', ({ urls }) => ({ GATEWAY_URLS: urls('gateway').join() })),
  projector: service('projector'),
  gateway: {
    ...service('gateway'),
    instances: 1,
    outside: true,
    settings: ({ bank }) => ({ ...bank, lostReplyRate: 0 }),
  },
};
