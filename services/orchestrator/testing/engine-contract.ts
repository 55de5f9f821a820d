/** What an order may count on, whichever engine sees it to its end: one suite, run against each as real processes. */
import { fileURLToPath } from 'node:url';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Child } from '../../../harness/stack/child.ts';
import { startModel } from '../../../harness/stack/model.ts';
import { freePort } from '../../../harness/stack/ports.ts';
import { Service } from '../../../harness/stack/service.ts';
import { SAGAS } from '../../common/collections.ts';
import { BEGINNING } from '../saga.ts';
import type { Saga } from '../sagas.ts';
import { Peers } from './peers.ts';

/** The engine under test. */
export interface Subject {
  /** Starts what it needs, by `shop.start`, and gives the base URL of an orchestrator. */
  start(shop: Shop): Promise<string>;
  /** Kills, as a crash would, whatever drives orders; others are there to go on. */
  killDriver(shop: Shop): Promise<void>;
  /** Looks at what the suite left, before all is stopped. */
  atEnd?(shop: Shop): Promise<void>;
}

const READY_WITHIN_MS = 120_000;
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** A database, peers, and processes over them. */
export class Shop {
  readonly peers = new Peers();
  readonly services = new Map<string, Service>();
  #model: Child | undefined;
  #mongo!: MongoClient;
  #env!: Record<string, string>;
  /** Of the orchestrator that is asked. */
  url = '';

  async open(): Promise<void> {
    const { child, uri } = startModel();
    this.#model = child;
    this.#mongo = await new MongoClient(await uri).connect();
    const peers = await this.peers.listen();
    this.#env = { MONGO_URI: await uri, INVENTORY_URLS: peers, PAYMENT_URLS: peers, LOG_LEVEL: 'error' };
  }

  /** A process that listens once it is up; its file is named from the root. */
  async start(
    name: string,
    entry: string,
    env: Record<string, string> = {},
    port?: number,
  ): Promise<Service> {
    const PORT = port ?? (await freePort(new Set()));
    const service = new Service({
      ...{ name, entry: `${ROOT}${entry}`, cwd: ROOT, port: PORT },
      env: { ...this.#env, INSTANCE: name, PORT: String(PORT), ...env },
      onLine: (line) => console.log(`${name} ${line}`),
      onDeath: ({ lastLine }) => console.log(`${name} died: ${lastLine}`),
    });
    this.services.set(name, service);
    await service.start();
    return service;
  }

  async close(): Promise<void> {
    this.peers.letGo();
    await Promise.all([...this.services.values()].map((service) => service.stop()));
    await this.#mongo?.close();
    await this.#model?.stop();
    this.peers.close();
  }

  get sagas() {
    return this.#mongo.db(SAGAS.db).collection<Saga>(SAGAS.name);
  }

  async post(orderId: string, more: object = {}): Promise<number> {
    const response = await fetch(`${this.url}/orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ order_id: orderId, product_id: 'p', qty: 1, amount: 10, ...more }),
    });
    await response.text();
    return response.status;
  }

  async get(orderId: string): Promise<{ status: number; body: Record<string, unknown> }> {
    const response = await fetch(`${this.url}/orders/${orderId}`);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  /** The saga when it has ended. */
  async ended(orderId: string): Promise<Saga> {
    await expect.poll(async () => (await this.get(orderId)).body.status).not.toBe('pending');
    return (await this.sagas.findOne({ _id: orderId }))!;
  }
}

export function engineContract(subject: Subject): Shop {
  const shop = new Shop();
  const { peers } = shop;
  beforeAll(async () => {
    await shop.open();
    shop.url = await subject.start(shop);
    // What has just been started may not be ready.
    await vi.waitFor(async () => expect(await shop.post('first')).toBe(202), { timeout: READY_WITHIN_MS });
  });
  afterAll(async () => {
    try {
      await subject.atEnd?.(shop);
    } finally {
      await shop.close();
    }
  });

  test('an order is there at once, and is confirmed', async () => {
    expect(await shop.post('confirmed')).toBe(202);
    expect((await shop.get('confirmed')).status).toBe(200);
    const { lease, rev, created_at, updated_at, ...saga } = await shop.ended('confirmed');
    expect(saga).toEqual({
      ...{ _id: 'confirmed', product_id: 'p', qty: 1, amount: 10 },
      ...{ status: 'confirmed', step: 'confirm', attempts: 0, reason: null },
    });
    expect([lease.owner, lease.token, rev]).toEqual([expect.any(String), 1, 3]);
    expect(updated_at.getTime()).toBeGreaterThanOrEqual(created_at.getTime());
    expect(peers.asked('confirmed')).toEqual(['reserve', 'charge']);
  });

  test('one of which there is too little is refused, and released all the same', async () => {
    peers.plan('refused', 'reserve', { refuses: 'out_of_stock' });
    expect(await shop.post('refused')).toBe(202);
    expect(await shop.ended('refused')).toMatchObject({ status: 'rejected', reason: 'out_of_stock' });
    expect(peers.asked('refused')).toEqual(['reserve', 'release']);
    expect((await shop.get('refused')).body).toMatchObject({ step: 'reject', reason: 'out_of_stock' });
  });

  test('one whose payment is declined is released', async () => {
    peers.plan('declined', 'charge', { refuses: 'declined' });
    await shop.post('declined');
    expect(await shop.ended('declined')).toMatchObject({ status: 'rejected', reason: 'payment_declined' });
    expect(peers.asked('declined')).toEqual(['reserve', 'charge', 'release']);
  });

  test('what came to nothing is tried again as it was', async () => {
    peers.plan('unknown', 'reserve', 'lost');
    peers.plan('unknown', 'charge', 'lost', 'lost');
    await shop.post('unknown');
    expect(await shop.ended('unknown')).toMatchObject({ status: 'confirmed', attempts: 0 });
    expect(peers.asked('unknown')).toEqual(['reserve', 'reserve', 'charge', 'charge', 'charge']);
  });

  test.each([
    [
      'charge',
      'payment_unavailable',
      ['reserve', 'charge', 'charge', 'charge', 'charge', 'refund', 'release'],
    ],
    ['reserve', 'inventory_unavailable', ['reserve', 'reserve', 'reserve', 'reserve', 'release']],
  ] as const)('a %s that is given up is undone, however often that takes', async (step, reason, asked) => {
    const id = `given-up-${step}`;
    peers.plan(id, step, 'lost', 'lost', 'lost', 'lost');
    peers.plan(id, 'release', 'lost', { refuses: 'busy' });
    await shop.post(id);
    // Whoever looks sees how often it was tried.
    await expect.poll(async () => (await shop.sagas.findOne({ _id: id }))!.attempts).toBeGreaterThan(0);
    expect(await shop.ended(id)).toMatchObject({ status: 'rejected', reason });
    expect(peers.asked(id)).toEqual([...asked, 'release', 'release']);
  });

  test('the same order may come many times, also after its end, and is done once', async () => {
    const statuses = await Promise.all(Array.from({ length: 5 }, () => shop.post('twice')));
    expect(statuses).toEqual([202, 202, 202, 202, 202]);
    await shop.ended('twice');
    expect(await shop.post('twice')).toBe(202);
    expect(peers.asked('twice')).toEqual(['reserve', 'charge']);
    expect(await shop.sagas.findOne({ _id: 'twice' })).toMatchObject({ status: 'confirmed', rev: 3 });
  });

  test('another body under a known id is a conflict', async () => {
    await shop.post('conflict');
    for (const more of [{ qty: 2 }, { amount: 11 }, { product_id: 'q' }])
      expect(await shop.post('conflict', more)).toBe(409);
    expect(await shop.ended('conflict')).toMatchObject({ status: 'confirmed', qty: 1, amount: 10 });
  });

  test('one that was stored, and by whom nobody knows, is seen to its end', async () => {
    await shop.sagas.insertOne({
      ...{ _id: 'left', product_id: 'p', qty: 1, amount: 10, ...BEGINNING },
      ...{ lease: { owner: 'gone', token: 1 }, rev: 1, created_at: new Date(), updated_at: new Date() },
    });
    expect(await shop.ended('left')).toMatchObject({ status: 'confirmed', lease: { token: 2 } });
  });

  test('one is seen to its end though what drove it was killed within a step', async () => {
    peers.plan('killed', 'charge', 'held');
    await shop.post('killed');
    await expect.poll(() => peers.asked('killed')).toEqual(['reserve', 'charge']);
    await subject.killDriver(shop);
    expect(await shop.ended('killed')).toMatchObject({ status: 'confirmed' });
    expect(peers.asked('killed')).toEqual(['reserve', 'charge', 'charge']);
  });
  return shop;
}
