import fc from 'fast-check';
import pino from 'pino';
import seedrandom from 'seedrandom';
import { describe, expect, it } from 'vitest';
import { zipf } from '../../../harness/workload/popularity.ts';
import { arrivalTimes } from '../../../harness/workload/times.ts';
import { createServer } from '../../../services/common/http.ts';
import { amount, exactly, id, qty } from '../../../services/common/schemas.ts';
import { BAD_BODY_KINDS, spoil } from './bad-bodies.ts';
import {
  type Arrival,
  arrivalCount,
  defaultShape,
  makeWorkload,
  type OrderBody,
  ordersFor,
  type WorkloadShape,
} from './index.ts';

const shapes: fc.Arbitrary<WorkloadShape> = fc.record({
  orders: fc.integer({ min: 1, max: 60 }),
  durationMs: fc.integer({ min: 0, max: 10_000 }),
  arrivals: fc.constantFrom('poisson', 'constant', 'burst'),
  bursts: fc.integer({ min: 1, max: 5 }),
  clients: fc.integer({ min: 1, max: 4 }),
  products: fc.integer({ min: 1, max: 12 }),
  hotness: fc.double({ min: 0, max: 2, noNaN: true }),
  scarcity: fc.double({ min: 0.1, max: 5, noNaN: true }),
  qtyMax: fc.integer({ min: 1, max: 5 }),
  duplicateShare: fc.double({ min: 0, max: 1, noNaN: true }),
  conflictShare: fc.double({ min: 0, max: 1, noNaN: true }),
  badShare: fc.double({ min: 0, max: 1, noNaN: true }),
  readOrderShare: fc.double({ min: 0, max: 1, noNaN: true }),
  readProductShare: fc.double({ min: 0, max: 1, noNaN: true }),
  restockShare: fc.double({ min: 0, max: 1, noNaN: true }),
  lookShare: fc.double({ min: 0, max: 1, noNaN: true }),
  unknownShare: fc.double({ min: 0, max: 1, noNaN: true }),
  lateProducts: fc.nat(3),
  orderPrefix: fc.constant('ORD-'),
});

const make = (shape: WorkloadShape, seed: number) => makeWorkload(shape, seedrandom(String(seed)));
const ofKind = <K extends Arrival['kind']>(arrivals: Arrival[], kind: K) =>
  arrivals.filter((arrival): arrival is Arrival & { kind: K } => arrival.kind === kind);

describe('makeWorkload', () => {
  it('is plain data, the same for the same seed, and in the order it is due', () => {
    fc.assert(
      fc.property(shapes, fc.integer(), (shape, seed) => {
        const workload = make(shape, seed);
        expect(JSON.parse(JSON.stringify(workload))).toEqual(workload);
        expect(make(shape, seed)).toEqual(workload);
        expect(workload.arrivals).toHaveLength(arrivalCount(shape));
        for (const [i, { atMs, client }] of workload.arrivals.entries()) {
          expect(atMs).toBeGreaterThanOrEqual(workload.arrivals[i - 1]?.atMs ?? 0);
          expect(atMs).toBeLessThanOrEqual(shape.durationMs);
          expect(client).toBeLessThan(shape.clients);
        }
      }),
    );
  });

  it('refers only to orders that were sent before, and to products there are', () => {
    fc.assert(
      fc.property(shapes, fc.integer(), (shape, seed) => {
        const { products, arrivals } = make(shape, seed);
        const known = new Set(
          [...products, ...ofKind(arrivals, 'restock').map(({ body }) => body)].map(
            ({ product_id }) => product_id,
          ),
        );
        const sent = new Map<string, OrderBody>();
        for (const arrival of arrivals) {
          if (arrival.kind === 'order') {
            expect(sent.has(arrival.body.order_id)).toBe(false);
            expect(known).toContain(arrival.body.product_id);
            sent.set(arrival.body.order_id, arrival.body);
          }
          if (arrival.kind === 'duplicate') expect(arrival.body).toEqual(sent.get(arrival.body.order_id));
          if (arrival.kind === 'read-order') expect(sent.has(arrival.order_id)).toBe(true);
          if (arrival.kind === 'read-product') expect(known).toContain(arrival.product_id);
          if (arrival.kind === 'conflict') {
            expect(sent.has(arrival.body.order_id)).toBe(true);
            expect(arrival.body).not.toEqual(sent.get(arrival.body.order_id));
          }
        }
        expect(sent.size).toBe(shape.orders);
      }),
    );
  });

  it('stocks as many units as the scarcity asks for', () => {
    const { products, arrivals } = make({ ...defaultShape, orders: 10_000, scarcity: 2 }, 1);
    const stocked = products.reduce((sum, { initial_stock }) => sum + initial_stock, 0);
    const wanted = ofKind(arrivals, 'order').reduce((sum, { body }) => sum + body.qty, 0);
    expect(wanted / stocked).toBeGreaterThan(1.9);
    expect(wanted / stocked).toBeLessThan(2.1);
  });

  it('has products that come late, each with its first delivery, and deliveries told of again or otherwise', () => {
    const shape = { ...defaultShape, products: 4, lateProducts: 2, restockShare: 0.5 };
    const { products, arrivals } = make(shape, 1);
    expect(products.map(({ product_id }) => product_id)).toEqual(['product-1', 'product-2']);
    const deliveries = ofKind(arrivals, 'restock').map(({ body }) => body);
    expect(deliveries.slice(0, 2).map(({ product_id }) => product_id)).toEqual(['product-3', 'product-4']);
    const told = (id: string) => deliveries.filter(({ restock_id }) => restock_id === id);
    const qtys = deliveries.map(({ restock_id }) => told(restock_id).map(({ qty }) => qty));
    expect(qtys.some((of) => of.length > 1 && new Set(of).size === 1)).toBe(true);
    expect(qtys.some((of) => new Set(of).size > 1)).toBe(true);
    for (const { restock_id, product_id } of deliveries)
      expect(new Set(told(restock_id).map((one) => one.product_id))).toEqual(new Set([product_id]));
  });

  it('refuses to be made of nothing', () => {
    expect(() => make({ ...defaultShape, orders: 0 }, 1)).toThrow(RangeError);
  });

  it('is asked for by requests in all as well as by orders', () => {
    const orders = ordersFor(10_000, defaultShape);
    expect(Math.abs(arrivalCount({ ...defaultShape, orders }) - 10_000)).toBeLessThanOrEqual(5);
  });
});

describe('bodies', () => {
  const server = createServer(pino({ level: 'silent' }));
  const body = exactly({ order_id: id, product_id: id, qty, amount });
  server.post('/orders', { schema: { body } }, async () => ({}));

  async function answerTo(payload: unknown) {
    const headers = { 'content-type': 'application/json' };
    const reply = await server.inject({
      method: 'POST',
      url: '/orders',
      headers,
      payload: JSON.stringify(payload),
    });
    return { status: reply.statusCode, field: reply.json().field };
  }

  it('passes the schema of the shop where it is good', async () => {
    for (const { body } of ofKind(make(defaultShape, 1).arrivals, 'order'))
      expect(await answerTo(body)).toEqual({ status: 200, field: undefined });
  });

  it('fails it by the named field where it is bad, but for the product that only the shop can know', async () => {
    const good = { order_id: 'ORD-1', product_id: 'tea', qty: 1, amount: 10 };
    const random = seedrandom('bad');
    for (const kind of BAD_BODY_KINDS.filter((kind) => kind !== 'unknown product'))
      for (let i = 0; i < 12; i++) {
        const { body, expectField } = spoil(kind, good, random);
        expect(await answerTo(body), `${kind}: ${JSON.stringify(body).slice(0, 80)}`).toEqual({
          status: 400,
          field: expectField,
        });
      }
  });

  it('comes in every kind of badness, each under an id that no good order has', () => {
    const { arrivals } = make({ ...defaultShape, orders: 500, badShare: 1 }, 1);
    expect(new Set(ofKind(arrivals, 'bad').map(({ how }) => how)).size).toBe(BAD_BODY_KINDS.length);
    const goodIds = new Set(ofKind(arrivals, 'order').map(({ body }) => body.order_id));
    for (const { body } of ofKind(arrivals, 'bad'))
      expect(goodIds).not.toContain((body as OrderBody)?.order_id);
  });
});

describe('arrivalTimes', () => {
  const gapsOf = (arrivals: WorkloadShape['arrivals']) => {
    const times = arrivalTimes(20_000, { durationMs: 20_000, arrivals, bursts: 4 }, seedrandom('times'));
    return [...times].slice(1).map((at, i) => at - times[i]!);
  };
  const mean = (xs: number[]) => xs.reduce((sum, x) => sum + x, 0) / xs.length;
  /** Standard deviation over mean: 0 for constant gaps, 1 for exponential ones, more for crowds. */
  const variation = (xs: number[]) => {
    const usual = mean(xs);
    return Math.sqrt(mean(xs.map((x) => (x - usual) ** 2))) / usual;
  };

  it('spaces constant arrivals evenly, Poisson ones exponentially, and crowds worse', () => {
    expect(variation(gapsOf('constant'))).toBeLessThan(0.01);
    expect(variation(gapsOf('poisson'))).toBeGreaterThan(0.97);
    expect(variation(gapsOf('poisson'))).toBeLessThan(1.03);
    expect(variation(gapsOf('burst'))).toBeGreaterThan(10);
  });
});

describe('zipf', () => {
  it('chooses each index as often as its share says', () => {
    const random = seedrandom('zipf');
    const { pick, shares } = zipf(10, 1);
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < 100_000; i++) counts[pick(random())]!++;
    for (const [i, share] of shares.entries())
      expect(Math.abs(counts[i]! / 100_000 - share)).toBeLessThan(0.01);
    expect(shares[0]! / shares[9]!).toBeCloseTo(10);
  });

  it('never leaves its bounds, and with exponent 0 has no favourites', () => {
    expect(zipf(3, 2).pick(0)).toBe(0);
    expect(zipf(3, 2).pick(1 - Number.EPSILON)).toBe(2);
    expect(zipf(4, 0).shares).toEqual([0.25, 0.25, 0.25, 0.25]);
  });
});
