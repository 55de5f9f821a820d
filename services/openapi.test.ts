/** Each service's document is sound, and true: whatever it answers is as the document has it, and there is nothing that it has and does not answer. */
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Control } from '../harness/control/control.ts';
import { startModel } from '../harness/stack/model.ts';
import { ALL_COLLECTIONS, EVENTS, ensureCollections, seedProducts } from './common/collections.ts';
import type { RunningService, ServiceConfig } from './common/service.ts';
import { startGateway } from './gateway/index.ts';
import { startInventory } from './inventory/index.ts';
import { startOrchestrator } from './orchestrator/index.ts';
import { startPayment } from './payment/index.ts';
import { startProjector } from './projector/index.ts';
import { startWeb } from './web/index.ts';

interface Operation {
  summary: string;
  parameters?: { in: string; name: string }[];
  requestBody?: object;
  responses: Record<string, { content?: Record<string, { schema: Record<string, unknown> }> }>;
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
}

const NAMES = ['orchestrator', 'inventory', 'payment', 'gateway', 'projector', 'web'] as const;
type Name = (typeof NAMES)[number];

const urls = {} as Record<Name, string>;
const documents = {} as Record<Name, Document>;
const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);
const ending: (() => unknown)[] = [];
/** `orchestrator GET /orders/{id} 404 unknown_order`: what was answered. */
const heard = new Set<string>();

beforeAll(async () => {
  const { child, uri } = startModel();
  ending.push(() => child.stop());
  const mongoUri = await uri;
  const mongo = await new MongoClient(mongoUri).connect();
  ending.push(() => mongo.close());
  await ensureCollections(mongo, ALL_COLLECTIONS);
  await seedProducts(mongo, [
    { product_id: 'many', stock: 1000 },
    { product_id: 'one', stock: 1 },
    { product_id: 'odd', stock: 5 },
  ]);
  const foreign = { stream_id: 'odd', version: 2, type: 'adjusted', qty: 'two', at: 'noon' };
  await mongo.db(EVENTS.db).collection(EVENTS.name).insertOne(foreign);
  const up = async (name: Name, start: (config: ServiceConfig) => Promise<RunningService>) => {
    const at = { instance: `${name}-1`, host: '127.0.0.1', port: 0, mongoUri };
    const service = await start({ ...at, log: { level: 'silent' } });
    ending.push(() => service.close());
    urls[name] = service.url;
    documents[name] = (await (await fetch(`${service.url}/openapi.json`)).json()) as Document;
    ajv.addSchema(documents[name], name);
  };
  const behaviour = { latencyMs: 0, declineRate: 0, lostReplyRate: 0 };
  await up('gateway', (config) => startGateway({ ...config, behaviour, allowBehaviour: true }));
  await up('inventory', startInventory);
  await up('payment', (config) => startPayment({ ...config, gatewayUrls: [urls.gateway] }));
  await up('projector', startProjector);
  await up('orchestrator', (config) =>
    startOrchestrator({ ...config, inventoryUrls: [urls.inventory], paymentUrls: [urls.payment] }),
  );
  const { orchestrator, inventory, payment, projector, gateway } = urls;
  const all = { orchestrator, inventory, payment, projector, gateway };
  const controlUrl = await control();
  await up('web', (config) =>
    startWeb({
      ...{ ...config, controlUrl },
      urls: Object.fromEntries(Object.entries(all).map(([name, url]) => [name, [url]])) as Record<
        keyof typeof all,
        string[]
      >,
    }),
  );
});
afterAll(async () => {
  for (const end of ending.reverse()) await end();
});

async function control(): Promise<string> {
  const process = { name: 'payment-1', url: urls.payment, state: 'up' as 'up' | 'paused' };
  const does = {
    pause: () => {
      process.state = 'paused';
    },
    resume: () => {},
    crash: async () => {},
    restart: async () => {},
  };
  const broken = [{ subject: 'order 1', message: 'lost', at: new Date().toISOString(), story: ['it was'] }];
  const states = () => [{ name: 'none-is-lost', says: 'No order is lost.', broken }];
  const one = new Control({
    processes: [Object.assign(process, does)],
    invariants: { states, judged: () => ({ changes: 0, work: null }), failure: null },
  });
  ending.push(() => one.close());
  return one.listen();
}

const operationsOf = (name: Name) =>
  Object.entries(documents[name].paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...{ path, method: method.toUpperCase(), operation },
      at: `${name}#/paths/${path.replaceAll('/', '~1')}/${method}`,
    })),
  );

/** The operation that a request is for: of two that a path may be for, the one that names more of it. */
function operationFor(name: Name, method: string, path: string) {
  const [bare] = path.split('?');
  const fitting = operationsOf(name).filter(
    (one) => one.method === method && new RegExp(`^${one.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(bare!),
  );
  return fitting.sort((a, b) => a.path.split('{').length - b.path.split('{').length)[0];
}

/** Asks, and holds what is answered to the document. Gives the body. */
async function ask(
  name: Name,
  request: string,
  body?: object | string,
  headers: Record<string, string> = { 'content-type': 'application/json' },
): Promise<{ status: number; body: Record<string, unknown> }> {
  const [method, path] = request.split(' ') as [string, string];
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const reply = await fetch(`${urls[name]}${path}`, {
    method,
    ...(body !== undefined && { body: text, headers }),
  });
  const found = operationFor(name, method, path)!;
  expect(found, request).toBeDefined();
  const { operation, at } = found;
  const { status } = reply;
  const known = operation.responses[status] ? String(status) : 'default';
  const media = (reply.headers.get('content-type') ?? '').split(';')[0]!;
  const where = `${name} ${found.method} ${found.path} ${known}`;
  const told = operation.responses[known]!.content;
  if (known === 'default')
    expect(status, `${request} is answered as it should be`).toBeGreaterThanOrEqual(400);
  if (!told) {
    expect(await reply.text()).toBe('');
    heard.add(where);
    return { status, body: {} };
  }
  expect(Object.keys(told), where).toEqual([media]);
  if (media !== 'application/json') {
    heard.add(where);
    await reply.body?.cancel();
    return { status, body: {} };
  }
  const answer = (await reply.json()) as Record<string, unknown>;
  const schema = `${at}/responses/${known}/content/application~1json/schema`;
  const isRight = ajv.getSchema(schema)!;
  expect(isRight(answer), `${where}: ${JSON.stringify(answer)} ${ajv.errorsText(isRight.errors)}`).toBe(true);
  heard.add(status < 400 || known === 'default' ? where : `${where} ${answer.error}`);
  return { status, body: answer };
}

/** All that the documents say is answered; of refusals with each word. */
const documented = () =>
  NAMES.flatMap((name) =>
    operationsOf(name).flatMap(({ path, method, operation }) =>
      Object.entries(operation.responses).flatMap(([status, { content }]) => {
        const { allOf } = (content?.['application/json']?.schema ?? {}) as {
          allOf?: { properties?: { error: { enum: string[] } } }[];
        };
        const words = allOf?.flatMap(({ properties }) => properties?.error.enum ?? []);
        const where = `${name} ${method} ${path} ${status}`;
        return words ? words.map((word) => `${where} ${word}`) : [where];
      }),
    ),
  );

test.each(NAMES)('the document of %s is one, and says something of everything', async (name) => {
  expect(await new Validator().validate({ ...structuredClone(documents[name]) })).toMatchObject({
    valid: true,
  });
  const operations = operationsOf(name);
  expect(operations.length).toBeGreaterThan(4);
  for (const { path, operation } of operations) {
    expect(operation.summary).toMatch(/\.$/);
    const params = (operation.parameters ?? []).filter((one) => one.in === 'path').map((one) => one.name);
    expect(params).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, param]) => param));
  }
});

const order = (order_id: string, more = {}) => ({
  order_id,
  product_id: 'many',
  qty: 1,
  amount: 100,
  ...more,
});
const payment = (key: string, more = {}) => ({ idempotency_key: key, order_id: key, amount: 5, ...more });

test('whatever is answered is as the documents have it, and all that they have is answered', async () => {
  const well = { latencyMs: 0, declineRate: 0, lostReplyRate: 0 };
  /** In this order: some lead to others. */
  const asked: [name: Name, request: string, body?: object][] = [
    ['inventory', 'POST /restock', { restock_id: 'd-1', product_id: 'many', qty: 5 }],
    ['inventory', 'POST /restock', { restock_id: 'd-1', product_id: 'many', qty: 6 }],
    ...['reserve', 'release'].flatMap((what): [Name, string, object][] => [
      ['inventory', `POST /${what}`, { order_id: 'r-1', product_id: 'many', qty: 2 }],
      ['inventory', `POST /${what}`, { order_id: 'r-1', product_id: 'nothing', qty: 2 }],
    ]),
    ['inventory', 'POST /reserve', { order_id: 'r-1', product_id: 'many', qty: 2 }],
    ['inventory', 'POST /reserve', { order_id: 'r-2', product_id: 'many', qty: 2 }],
    ['inventory', 'POST /reserve', { order_id: 'r-2', product_id: 'many', qty: 3 }],
    ['inventory', 'POST /release', { order_id: 'r-2', product_id: 'many', qty: 3 }],
    ['inventory', 'POST /reserve', { order_id: 'r-3', product_id: 'one', qty: 2 }],
    ...['', '/odd', '/nothing', '/odd/events', '/many/events?limit=1', '/nothing/events'].map(
      (path): [Name, string] => ['inventory', `GET /products${path}`],
    ),
    ['payment', 'POST /charge', { order_id: 'p-1', amount: 5 }],
    ['payment', 'POST /charge', { order_id: 'p-1', amount: 6 }],
    ['payment', 'POST /refund', { order_id: 'p-1', amount: 6 }],
    ['payment', 'POST /refund', { order_id: 'p-1', amount: 5 }],
    ['payment', 'POST /charge', { order_id: 'p-1', amount: 5 }],
    ['payment', 'GET /payments?order_id=p-1'],
    ['gateway', 'POST /charges', payment('g-1')],
    ['gateway', 'POST /charges', payment('g-1', { amount: 6 })],
    ['gateway', 'POST /refunds', payment('g-1', { order_id: 'g-2' })],
    ['gateway', 'POST /refunds', payment('g-1')],
    ['gateway', 'POST /refunds', payment('g-3')],
    ['gateway', 'GET /ledger?order_id=g-1'],
    ['orchestrator', 'POST /orders', order('o-1')],
    ['orchestrator', 'POST /orders', order('o-1', { qty: 2 })],
    ['orchestrator', 'POST /orders', order('o-2', { product_id: 'nothing' })],
    ['orchestrator', 'GET /orders/o-2'],
    ['orchestrator', 'GET /orders/o-1/saga'],
    ['orchestrator', 'GET /orders/o-2/saga'],
    ['projector', 'GET /products'],
    ['projector', 'GET /products/nothing'],
    ['projector', 'GET /lag'],
    ['web', 'GET /'],
    ['web', 'GET /api/live'],
    ['web', 'POST /api/orders', order('o-3', { product_id: 'one' })],
    ['web', 'POST /api/orders', order('o-3', { amount: 7 })],
    ['web', 'POST /api/orders', order('o-4', { product_id: 'nothing' })],
    ...['products', 'products/odd/events', 'products/nothing/events', 'orders/nothing/story'].map(
      (path): [Name, string] => ['web', `GET /api/${path}`],
    ),
    ...['processes', 'control', 'services/payment/openapi.json', 'services/nothing/openapi.json'].map(
      (path): [Name, string] => ['web', `GET /api/${path}`],
    ),
    ['web', 'POST /api/processes/payment-1/pause', {}],
    ['web', 'POST /api/processes/payment-1/pause', {}],
    ['web', 'POST /api/processes/payment-2/pause', {}],
    ['web', 'PUT /api/bank', { ...well, declineRate: 1 }],
    ['payment', 'POST /charge', { order_id: 'p-2', amount: 5 }],
    ['orchestrator', 'POST /orders', order('o-5')],
  ];
  for (const one of asked) await ask(...one);
  const ends = async (id: string, how: string) => {
    for (let status: unknown; status !== how; )
      ({ status } = (await ask('orchestrator', `GET /orders/${id}`)).body);
  };
  await ends('o-1', 'confirmed');
  await ends('o-5', 'rejected');
  await ask('gateway', 'PUT /behaviour', well);
  await ask('orchestrator', 'GET /orders?limit=1');
  await ask('web', 'GET /api/orders?status=rejected');
  await ask('web', 'GET /api/orders/o-5/story');
  while ((await ask('projector', 'GET /products/odd')).status !== 200);

  const usual = { 'content-type': 'application/json' };
  for (const name of NAMES)
    for (const { path, method, operation } of operationsOf(name)) {
      const request = `${method} ${path.replaceAll(/\{\w+\}/g, 'x')}`;
      if (operation.requestBody) {
        await ask(name, request, '{');
        await ask(name, request, `"${'x'.repeat(17_000)}"`);
        await ask(name, request, 'hello', { 'content-type': 'text/plain' });
        if (name === 'web') await ask(name, request, {}, { ...usual, origin: 'http://elsewhere.example' });
      } else if (operation.responses['400']) await ask(name, `${request}?nonsense=1`);
      if (!operation.requestBody && request !== 'GET /api/live') await ask(name, request);
      // Whatever else is wrong: this is of any route.
      await ask(name, `${request}?${'x'.repeat(1100)}`, operation.requestBody && '{}');
    }

  const unheard = documented().filter((answer) => !heard.has(answer));
  expect(unheard.filter((answer) => !/ 503 /.test(answer))).toEqual([]);
});

test('sound events have the one shape, though events of others may have any', async () => {
  const isSound = ajv.getSchema('inventory#/components/schemas/StockEvent')!;
  const { body } = await ask('inventory', 'GET /products/odd/events');
  expect((body.events as object[]).map((event) => isSound(event))).toEqual([false, true]);
});
