/** What a run of the shop under load is told by: kinds of request, times that are measured, every order, the money. */
import type { KindSpec, LiveSpec, PageSpec } from '../../../groundhog/index.ts';
import { completion } from './completion.ts';
import { shopEngines } from './engines.ts';
import { orderLedger } from './ledger.ts';
import { moneyOf } from './money.ts';
import { projection } from './projection.ts';

const kinds: Record<string, KindSpec> = {
  order: {
    says: 'a new order, from when it was due to its 202: acceptance',
    right: '202',
    limit: 'accept',
  },
  duplicate: { says: 'an order sent once more, answered as the first time', right: '202' },
  conflict: { says: 'another body under a known id, to be refused with 409', right: '409' },
  bad: { says: 'a body that makes no sense, to be refused by name', right: '4xx' },
  'read-order': { says: 'how an order stands', right: '200' },
  'read-product': { says: 'a product as the view shows it', right: '200' },
};

/** Only for the eyes of who runs `dev`. */
const page: PageSpec = {
  entry: 'services/web/main.ts',
  env: ({ host, port, mongoUri, urls, controlUrl }) => ({
    ...{ INSTANCE: 'web-1', HOST: host, PORT: String(port), MONGO_URI: mongoUri, CONTROL_URL: controlUrl },
    ...Object.fromEntries(
      ['orchestrator', 'inventory', 'payment', 'projector', 'gateway'].map((name) => [
        `${name.toUpperCase()}_URLS`,
        urls(name).join(),
      ]),
    ),
  }),
};

export const shopLive: LiveSpec = {
  kinds,
  flows: { completion, projection },
  ledger: orderLedger,
  totals: moneyOf,
  page,
  engines: shopEngines,
  settings: { products: { says: 'kinds of products', usual: 20, least: 1, most: 10_000 } },
};
