import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createServer } from './http.ts';
import { amount, exactly, id, qty } from './schemas.ts';

const good = { order_id: 'ORD-001', product_id: 'iphone-15', qty: 1, amount: 10000 };

async function post(payload: string, contentType = 'application/json') {
  const app = createServer(pino({ level: 'silent' }));
  const body = exactly({ order_id: id, product_id: id, qty, amount });
  app.post('/orders', { schema: { body } }, async () => ({ taken: true }));
  const headers = { 'content-type': contentType };
  const reply = await app.inject({ method: 'POST', url: '/orders', payload, headers });
  await app.close();
  return { status: reply.statusCode, body: reply.json() };
}

describe('a body', () => {
  it('passes as it should be', async () => {
    expect(await post(JSON.stringify(good))).toEqual({ status: 200, body: { taken: true } });
  });

  it.each([
    ['order_id', undefined],
    ['order_id', ''],
    ['order_id', 7],
    ['order_id', { $gt: '' }],
    ['order_id', 'a'.repeat(65)],
    ['order_id', 'a b'],
    ['product_id', undefined],
    ['product_id', null],
    ['product_id', ['iphone-15']],
    ['product_id', '$where'],
    ['qty', undefined],
    ['qty', 0],
    ['qty', -1],
    ['qty', 1.5],
    ['qty', '1'],
    ['qty', true],
    ['qty', 1001],
    ['qty', { $gt: 0 }],
    ['amount', undefined],
    ['amount', 0],
    ['amount', -10000],
    ['amount', 0.1],
    ['amount', '10000'],
    ['amount', 1e300],
    ['amount', null],
    ['coupon', 'free'],
  ])('with %s = %j is refused by name', async (field, value) => {
    const { status, body } = await post(JSON.stringify({ ...good, [field]: value }));
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: 'invalid', field, message: expect.any(String) });
  });

  it.each([
    ['', 400],
    ['null', 400],
    ['[]', 400],
    ['"text"', 400],
    ['{"order_id":', 400],
    ['{"__proto__":{"qty":1}}', 400],
    [`{"order_id":"${'x'.repeat(20_000)}"}`, 413],
  ])('that is no order at all is refused as a whole: %.30s', async (payload, expected) => {
    const { status, body } = await post(payload);
    expect(status).toBe(expected);
    expect(body.field).toMatch(/^(body|order_id)$/);
  });

  it('of another kind is refused', async () => {
    expect(await post('<order/>', 'application/xml')).toMatchObject({ status: 415, body: { field: 'body' } });
  });
});
