/**
 * Payment: each order is charged at most once, and refunded only what it was charged.
 *
 * `account.ts` decides what comes next, `events.ts` remembers it, this file carries it out, step by durable step.
 * Two instances may work for one order at once, for a charge and for its refund: each step is idempotent, at the
 * gateway by its key and in the store by its `_id`, so they can only help each other along.
 */
import type { Logger } from 'pino';
import { PAYMENT_EVENTS } from '../common/collections.ts';
import { HttpError } from '../common/http-error.ts';
import type { RunningService, ServiceConfig } from '../common/service.ts';
import { startService } from '../common/start.ts';
import { Upstream } from '../common/upstream.ts';
import { accountOf, type Command, type Next, next } from './account.ts';
import * as api from './api.ts';
import { type PaymentEvent, PaymentEvents } from './events.ts';

export interface PaymentConfig extends ServiceConfig {
  /** Base URLs of the payment gateway. */
  gatewayUrls: string[];
}

interface PaymentBody {
  order_id: string;
  amount: number;
}

const GATEWAY_TIMEOUT_MS = 1000;
/** From nothing to refunded takes five steps; more means that reads lag behind writes. */
const MAX_STEPS = 12;

const ABOUT = { name: 'payment', says: 'Charges and refunds each order at the bank, once.' };

export function startPayment(config: PaymentConfig): Promise<RunningService> {
  return startService(ABOUT, config, [PAYMENT_EVENTS], ({ app, mongo, log, metrics }) => {
    const gateway = new Upstream('gateway', config.gatewayUrls, GATEWAY_TIMEOUT_MS, metrics);
    const events = new PaymentEvents(mongo);
    const appended = metrics.counter('payment_events_total', 'Payment events made durable', [
      'type',
      'status',
    ]);

    app.post<{ Body: PaymentBody }>('/charge', api.charge, async ({ body }) => {
      const answer = await carryOut(body.order_id, { type: 'charge', amount: body.amount });
      if (answer === 'declined') throw new HttpError(402, answer, 'the bank declined the charge');
      if (answer === 'refunded')
        throw new HttpError(409, answer, 'this order was refunded already', 'order_id');
      return { status: answer };
    });
    app.post<{ Body: PaymentBody }>('/refund', api.refund, async ({ body }) => ({
      status: await carryOut(body.order_id, { type: 'refund', amount: body.amount }),
    }));

    app.get<{ Querystring: { order_id: string } }>('/payments', api.listPayments, async ({ query }) => ({
      events: await events.ofOrder(query.order_id),
    }));

    async function carryOut(order_id: string, { type, amount }: Command) {
      let known = await events.ofOrder(order_id);
      for (let step = 0; step < MAX_STEPS; step++) {
        const todo: Next = next(accountOf(known), { type, amount });
        if (todo.kind === 'answer') {
          if (todo.answer !== 'conflict') return todo.answer;
          throw new HttpError(409, todo.answer, 'this order has another amount', 'amount');
        }
        const status =
          todo.kind === 'append' ? todo.status : await settle(gateway, log, todo.type, order_id, amount);
        const event = await events.append({ order_id, amount, type: todo.type, status });
        if (event) appended.inc({ type: event.type, status: event.status });
        known = event ? [...known, event] : await events.ofOrder(order_id);
      }
      throw new HttpError(503, 'busy', 'the payment of this order does not settle');
    }

    return { release: () => gateway.close() };
  });
}

/** Asks the gateway, always under the same key for an order, so that asking again moves no money twice. */
async function settle(
  gateway: Upstream,
  log: Logger,
  type: PaymentEvent['type'],
  order_id: string,
  amount: number,
): Promise<'succeeded' | 'declined'> {
  const reply = await gateway.post(`/${type}s`, { idempotency_key: order_id, order_id, amount });
  if (reply.kind === 'unknown') {
    log.warn({ order_id, type, cause: reply.cause }, 'gateway did not answer');
    throw new HttpError(503, 'gateway_unavailable', 'the payment gateway does not answer');
  }
  const { status } = reply.body;
  if (reply.status === 200 && (status === 'succeeded' || status === 'declined')) return status;
  log.error({ order_id, type, reply }, 'gateway refused what should be sound');
  throw new HttpError(503, 'gateway_refused', 'the payment gateway refused the request');
}
