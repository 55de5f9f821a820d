/** The shop as customers meet it: every service over real HTTP, on the model of the database as a process. */
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Child } from '../../harness/stack/child.ts';
import { startModel } from '../../harness/stack/model.ts';
import {
  ALL_COLLECTIONS,
  EVENTS,
  ensureCollections,
  seedProducts,
} from '../../services/common/collections.ts';
import type { RunningService } from '../../services/common/service.ts';
import { type GatewayBehaviour, startGateway } from '../../services/gateway/index.ts';
import { startInventory } from '../../services/inventory/index.ts';
import { startOrchestrator } from '../../services/orchestrator/index.ts';
import { startPayment } from '../../services/payment/index.ts';
import { startProjector } from '../../services/projector/index.ts';

const behaviour: GatewayBehaviour = { latencyMs: 0, declineRate: 0, lostReplyRate: 0 };
const services: RunningService[] = [];
let model: Child;
let mongo: MongoClient;
/** Base URLs, two of each but the gateway. */
let url: Record<'orchestrator' | 'inventory' | 'payment' | 'projector' | 'gateway', string[]>;

beforeAll(async () => {
  const started = startModel();
  model = started.child;
  const mongoUri = await started.uri;
  mongo = new MongoClient(mongoUri);
  await ensureCollections(mongo, ALL_COLLECTIONS);
  await seedProducts(mongo, [
    { product_id: 'iphone-15', stock: 10 },
    { product_id: 'last-one', stock: 1 },
  ]);
  await seedProducts(mongo, [{ product_id: 'iphone-15', stock: 99 }]);

  const config = (instance: string) => ({
    instance,
    host: '127.0.0.1',
    port: 0,
    mongoUri,
    log: { level: 'fatal' as const },
  });
  const run = async (names: string[], start: (name: string) => Promise<RunningService>) => {
    const running = await Promise.all(names.map(start));
    services.push(...running);
    return running.map((service) => service.url);
  };
  const gateway = await run(['gateway-1'], (name) => startGateway({ ...config(name), behaviour }));
  const inventory = await run(['inventory-1', 'inventory-2'], (name) => startInventory(config(name)));
  const payment = await run(['payment-1', 'payment-2'], (name) =>
    startPayment({ ...config(name), gatewayUrls: gateway }),
  );
  const projector = await run(['projector-1', 'projector-2'], (name) => startProjector(config(name)));
  const orchestrator = await run(['orchestrator-1', 'orchestrator-2'], (name) =>
    startOrchestrator({ ...config(name), inventoryUrls: inventory, paymentUrls: payment }),
  );
  url = { orchestrator, inventory, payment, projector, gateway };
});

afterAll(async () => {
  await Promise.all(services.map((service) => service.close()));
  await mongo?.close();
  await model?.stop();
});

/** Asks again as often as it is told that it may: 503 says that a service did not get to it in time. */
async function call(base: string | undefined, path: string, body?: unknown) {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  return until(async () => {
    const reply = await fetch(`${base}${path}`, body === undefined ? {} : init);
    const answer = { status: reply.status, body: (await reply.json()) as Record<string, unknown> };
    return answer.status === 503 ? undefined : answer;
  });
}

let turn = 0;
const shop = () => url.orchestrator[turn++ % 2];
const order = (order_id: string, product_id = 'iphone-15', qty = 1, amount = 10_000) => ({
  order_id,
  product_id,
  qty,
  amount,
});

/** The order's state once it has ended. */
async function ended(orderId: string) {
  return until(async () => {
    const { body } = await call(shop(), `/orders/${orderId}`);
    return body.status === 'pending' ? undefined : body;
  });
}

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
  }
}

const ledger = async (orderId: string) => {
  const { body } = await call(url.gateway[0], `/ledger?order_id=${orderId}`);
  return (body.entries as { kind: string; amount: number; status: string }[]).map(
    ({ kind, amount, status }) => `${kind} ${amount} ${status}`,
  );
};
const available = async (product: string) =>
  (await call(url.inventory[turn++ % 2], `/products/${product}`)).body.available_stock;

describe('the shop', () => {
  it('confirms the order of the demo, answers it again alike, and refuses another under its id', async () => {
    const demo = order('ORD-001');
    expect(await call(shop(), '/orders', demo)).toEqual({
      status: 202,
      body: { order_id: 'ORD-001', status: 'pending' },
    });
    expect(await ended('ORD-001')).toEqual({ order_id: 'ORD-001', status: 'confirmed', step: 'confirm' });
    for (let i = 0; i < 2; i++) {
      expect(await call(shop(), '/orders', demo)).toEqual({
        status: 202,
        body: { order_id: 'ORD-001', status: 'confirmed' },
      });
      const other = await call(shop(), '/orders', { ...demo, amount: 1 });
      expect(other).toMatchObject({ status: 409, body: { error: 'conflict', field: 'amount' } });
    }
    expect(await ledger('ORD-001')).toEqual(['charge 10000 succeeded']);
    expect(await available('iphone-15')).toBe(9);
  });

  it('takes one order that comes to both instances many times at once for one', async () => {
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => call(shop(), '/orders', order('twice'))),
    );
    expect(replies.map(({ status }) => status)).toEqual(Array(10).fill(202));
    await ended('twice');
    expect(await ledger('twice')).toEqual(['charge 10000 succeeded']);
    expect(await available('iphone-15')).toBe(8);
  });

  it('rejects all but one of those who want the last unit, and takes no money from them', async () => {
    const ids = Array.from({ length: 8 }, (_, i) => `last-${i}`);
    await Promise.all(ids.map((id) => call(shop(), '/orders', order(id, 'last-one'))));
    const ends = await Promise.all(ids.map(ended));
    expect(ends.filter(({ status }) => status === 'confirmed')).toHaveLength(1);
    const rejected = ends.filter(({ status }) => status === 'rejected');
    expect(rejected.map(({ reason }) => reason)).toEqual(Array(7).fill('out_of_stock'));
    const entries = await Promise.all(rejected.map(({ order_id }) => ledger(String(order_id))));
    expect(entries.flat()).toEqual([]);
    expect(await available('last-one')).toBe(0);
  });

  it('gives the stock of a declined order back', async () => {
    const before = await available('iphone-15');
    behaviour.declineRate = 1;
    await call(shop(), '/orders', order('declined'));
    const end = await ended('declined');
    behaviour.declineRate = 0;
    expect(end).toMatchObject({ status: 'rejected', reason: 'payment_declined' });
    expect(await ledger('declined')).toEqual(['charge 10000 declined']);
    expect(await available('iphone-15')).toBe(before);
  });

  it('charges once though replies of the bank are lost', async () => {
    behaviour.lostReplyRate = 0.7;
    const ids = ['lost-1', 'lost-2'];
    await Promise.all(ids.map((id) => call(shop(), '/orders', order(id))));
    await until(async () => ((await ledger('lost-1')).length > 0 ? true : undefined));
    behaviour.lostReplyRate = 0;
    for (const id of ids) {
      expect(await ended(id)).toMatchObject({ status: 'confirmed' });
      expect(await ledger(id)).toEqual(['charge 10000 succeeded']);
    }
  });

  it.each([
    ['qty', { qty: -1 }],
    ['qty', { qty: '1' }],
    ['amount', { amount: { $gt: '' } }],
    ['amount', { amount: 1e12 }],
    ['order_id', { order_id: { $gt: '' } }],
    ['product_id', { product_id: undefined }],
    ['product_id', { product_id: 'no-such-thing' }],
    ['product_id', { product_id: '..' }],
    ['note', { note: 'hello' }],
  ])('refuses a bad %s by name and changes nothing: %j', async (field, change) => {
    const counts = () =>
      Promise.all(ALL_COLLECTIONS.map(({ db, name }) => mongo.db(db).collection(name).countDocuments()));
    const before = await counts();
    const { status, body } = await call(shop(), '/orders', { ...order('bad'), ...change });
    expect(Math.floor(status / 100)).toBe(4);
    expect(body).toMatchObject({ field, error: expect.any(String), message: expect.any(String) });
    expect(await counts()).toEqual(before);
    expect((await call(shop(), '/orders/bad')).status).toBe(404);
  });

  it('remembers a release or refund that overtook what it undoes', async () => {
    const [inventory, payment] = [url.inventory, url.payment];
    const { amount, product_id, ...rest } = order('late');
    const stock = { product_id, ...rest };
    const before = await available('iphone-15');
    expect((await call(inventory[0], '/release', stock)).status).toBe(200);
    expect(await call(inventory[1], '/reserve', stock)).toMatchObject({
      status: 409,
      body: { error: 'released' },
    });
    expect(await available('iphone-15')).toBe(before);
    expect((await call(payment[0], '/refund', { order_id: 'late', amount })).status).toBe(200);
    const charge = await call(payment[1], '/charge', { order_id: 'late', amount });
    expect(charge).toMatchObject({ status: 409, body: { error: 'refunded' } });
    expect(await ledger('late')).toEqual([]);
  });

  it('pays back what was charged, once, while both instances are told so at once', async () => {
    const body = { order_id: 'back', amount: 500 };
    const asks = [0, 1, 0, 1].flatMap((i) => [
      call(url.payment[i], '/charge', body),
      call(url.payment[1 - i], '/refund', body),
    ]);
    await Promise.all(asks);
    expect((await call(url.payment[0], '/refund', body)).status).toBe(200);
    const entries = await ledger('back');
    expect([[], ['charge 500 succeeded', 'refund 500 succeeded']]).toContainEqual(entries);
  });

  it('shows the same stock in the view as in the store, and passes over a poison event', async () => {
    const events = mongo.db(EVENTS.db).collection(EVENTS.name);
    const version = Number((await call(url.inventory[0], '/products/last-one')).body.version) + 1;
    await events.insertOne({ stream_id: 'last-one', type: 'stolen', qty: 1, version, order_id: 'x' });
    const restock = { restock_id: 'd-1', product_id: 'last-one', qty: 5 };
    expect((await call(url.inventory[0], '/restock', restock)).status).toBe(200);
    expect((await call(url.inventory[1], '/restock', restock)).status).toBe(200);
    for (const base of url.projector) {
      const view = await until(async () => {
        const { body } = await call(base, '/products/last-one');
        return body.last_version === version + 1 ? body : undefined;
      });
      expect(view).toEqual({ product_id: 'last-one', available_stock: 5, last_version: version + 1 });
    }
    const poison = await mongo.db('shop_db').collection('poison_events').find().toArray();
    expect(poison).toMatchObject([{ reason: 'unknown type "stolen"', event: { version } }]);
    expect((await call(url.projector[0], '/lag')).body).toMatchObject({ behind_events: 0 });
  });

  it('says no in one shape, whichever service is asked', async () => {
    const taking = {
      orchestrator: '/orders',
      inventory: '/reserve',
      payment: '/charge',
      gateway: '/refunds',
      projector: '/health',
    };
    const ask = async (to: string, init: RequestInit = {}) => {
      const reply = await fetch(to, init);
      return { status: reply.status, ...((await reply.json()) as object) };
    };
    for (const [service, path] of Object.entries(taking) as [keyof typeof taking, string][]) {
      const base = url[service][0];
      const post = (body: string, headers: Record<string, string>) =>
        ask(`${base}${path}`, { method: 'POST', body, headers });
      const json = { 'content-type': 'application/json' };
      const message = expect.any(String);
      expect(await ask(`${base}/nothing`)).toEqual({ status: 404, error: 'not_found', message });
      const wrong = await ask(`${base}${path}`, { method: 'DELETE' });
      expect(wrong).toEqual({ status: 405, error: 'method_not_allowed', message });
      const bad = await ask(`${base}/%zz`);
      expect(bad).toEqual({ status: 400, error: 'invalid', field: 'url', message });
      if (service === 'projector') continue;
      const gzip = await post('{}', { ...json, 'content-encoding': 'gzip' });
      expect(gzip).toEqual({ status: 415, error: 'unsupported', field: 'content-encoding', message });
      const text = await post('{}', { 'content-type': 'text/plain' });
      expect(text).toEqual({ status: 415, error: 'unsupported', field: 'body', message });
      expect(await post('{', json)).toEqual({ status: 400, error: 'invalid', field: 'body', message });
    }
  });

  it('takes an order by any name that it may have, and finds it again', async () => {
    for (const id of ['...', '-', '_.-', 'a'.repeat(64)]) {
      expect(await call(shop(), '/orders', order(id, 'last-one'))).toMatchObject({ status: 202 });
      expect(await ended(encodeURIComponent(id))).toMatchObject({ order_id: id });
      expect((await call(url.gateway[0], `/ledger?order_id=${encodeURIComponent(id)}`)).status).toBe(200);
    }
  });

  it('says that it is well', async () => {
    for (const [service, bases] of Object.entries(url)) {
      const { status, body } = await call(bases[0], '/health');
      expect(status).toBe(200);
      expect(body).toEqual({ status: 'ok', instance: `${service}-1`, mongo: true });
    }
  });

  it('lists orders, the newest first, a page at a time, and shows each with its lease', async () => {
    const ids: unknown[] = [];
    let next: unknown = '';
    for (; next !== null; ) {
      const page = await call(
        shop(),
        `/orders?limit=3${next ? `&after=${encodeURIComponent(String(next))}` : ''}`,
      );
      expect(page.status).toBe(200);
      ids.push(...(page.body.orders as { order_id: unknown }[]).map(({ order_id }) => order_id));
      next = page.body.next;
    }
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain('ORD-001');
    const confirmed = await call(shop(), '/orders?status=confirmed&product_id=iphone-15&limit=999');
    expect(confirmed.body.orders).toContainEqual(
      expect.objectContaining({
        ...{
          order_id: 'ORD-001',
          product_id: 'iphone-15',
          qty: 1,
          amount: 10_000,
          step: 'confirm',
          attempts: 0,
        },
        lease: { owner: expect.stringMatching(/^orchestrator-[12]$/), token: 1 },
      }),
    );
    expect((await call(shop(), '/orders/ORD-001/saga')).body).toMatchObject({ order_id: 'ORD-001', rev: 3 });
    expect(await call(shop(), '/orders?after=yesterday')).toMatchObject({
      status: 400,
      body: { field: 'after' },
    });
    expect(await call(shop(), '/orders?limit=0')).toMatchObject({ status: 400, body: { field: 'limit' } });
    expect(await call(shop(), '/orders?colour=red')).toMatchObject({
      status: 400,
      body: { field: 'colour' },
    });
  });

  it('shows products, their events, and what payment knows', async () => {
    const { body } = await call(url.inventory[0], '/products');
    expect(body.products).toContainEqual({
      product_id: 'iphone-15',
      available_stock: expect.any(Number),
      version: expect.any(Number),
    });
    const events = '/products/iphone-15/events';
    expect((await call(url.inventory[1], `${events}?order_id=ORD-001`)).body.events).toMatchObject([
      { type: 'reserved', qty: 1, order_id: 'ORD-001', stream_id: 'iphone-15' },
    ]);
    const { body: page } = await call(url.inventory[0], `${events}?limit=1`);
    const [head] = page.events as { version: number }[];
    expect(page.next).toBe(head!.version);
    const { body: before } = await call(url.inventory[0], `${events}?limit=1&before=${page.next}`);
    expect(before.events).toMatchObject([{ version: head!.version - 1 }]);
    expect((await call(url.inventory[0], `${events}?before=1`)).body).toEqual({ events: [], next: null });
    expect((await call(url.inventory[0], '/products/nothing/events')).status).toBe(404);
    expect((await call(url.payment[0], '/payments?order_id=ORD-001')).body.events).toMatchObject([
      { type: 'charge', status: 'requested' },
      { type: 'charge', status: 'succeeded' },
    ]);
  });

  it('tells of all that by its metrics', async () => {
    const shown = async (service: keyof typeof url) => {
      const replies = await Promise.all(url[service].map((base) => fetch(`${base}/metrics`)));
      return (await Promise.all(replies.map((reply) => reply.text()))).join('\n');
    };
    const orchestrators = await shown('orchestrator');
    expect(orchestrators).toMatch(/^sagas_ended_total\{status="confirmed",reason=""\} [1-9]/m);
    expect(orchestrators).toMatch(
      /^saga_step_duration_seconds_count\{step="reserve",outcome="done"\} [1-9]/m,
    );
    expect(orchestrators).toMatch(/^saga_oldest_seconds [0-9.]+$/m);
    expect(orchestrators).toMatch(
      /^upstream_request_duration_seconds_count\{service="payment",resource="charge",outcome="200"\} [1-9]/m,
    );
    expect(orchestrators).toMatch(
      /^mongodb_command_duration_seconds_count\{command="update",outcome="succeeded"\} [1-9]/m,
    );
    expect(await shown('inventory')).toMatch(
      /^stock_commands_total\{command="reserve",decision="append"\} [1-9]/m,
    );
    expect(await shown('payment')).toMatch(
      /^payment_events_total\{type="charge",status="succeeded"\} [1-9]/m,
    );
    expect(await shown('gateway')).toMatch(
      /^ledger_answers_total\{path="\/charges",status="succeeded"\} [1-9]/m,
    );
    expect(await shown('projector')).toMatch(/^projection_lag_seconds_count [1-9]/m);
  });
});
