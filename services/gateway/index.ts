/**
 * The bank: a party outside the shop, with its own latency, declines and lost replies.
 *
 * Its ledger is the truth that money is audited against. An entry is durable before it is answered, and there is
 * one per idempotency key and kind, whatever happens: that much a bank promises, and no more. Read `ledger.ts` next.
 */
import type { RouteShorthandOptions } from 'fastify';
import { LEDGER } from '../common/collections.ts';
import { HttpError } from '../common/http-error.ts';
import { pause } from '../common/loop.ts';
import type { RunningService, ServiceConfig } from '../common/service.ts';
import { type Kit, startService } from '../common/start.ts';
import * as api from './api.ts';
import { Ledger, type LedgerEntry, type Payment } from './ledger.ts';

/** How the bank treats its customers. Read anew at each request, so it may be changed while running. */
export interface GatewayBehaviour {
  /** Every request takes at least this long. */
  latencyMs: number;
  /** Share of new charges that are declined, 0 to 1. */
  declineRate: number;
  /** Share of requests that are carried out, but whose connection ends without a reply, 0 to 1. */
  lostReplyRate: number;
}

export interface GatewayConfig extends ServiceConfig {
  behaviour: GatewayBehaviour;
  /** Offers `PUT /behaviour`. Off when absent. */
  allowBehaviour?: boolean;
}

const ABOUT = {
  name: 'gateway',
  says: 'Stands in for the bank, and keeps its ledger. Where it is told to lose replies, a payment is entered and its connection ends without one.',
};

export function startGateway(config: GatewayConfig): Promise<RunningService> {
  return startService(ABOUT, config, [LEDGER], (kit) => {
    const { behaviour } = config;
    const ledger = new Ledger(kit.mongo);

    takePayments(kit, '/charges', api.charge, behaviour, (payment) =>
      ledger.charge(payment, Math.random() < behaviour.declineRate),
    );
    takePayments(kit, '/refunds', api.refund, behaviour, (payment) => ledger.refund(payment));
    kit.app.get<{ Querystring: { order_id: string } }>('/ledger', api.showLedger, async ({ query }) => ({
      entries: await ledger.ofOrder(query.order_id),
    }));
    if (config.allowBehaviour) {
      kit.app.put<{ Body: GatewayBehaviour }>('/behaviour', api.behave, (request) =>
        Object.assign(behaviour, request.body),
      );
    }
    return {};
  });
}

function takePayments(
  kit: Kit,
  path: string,
  told: RouteShorthandOptions,
  behaviour: GatewayBehaviour,
  enter: (payment: Payment) => Promise<LedgerEntry | 'nothing_to_refund'>,
): void {
  const answers = kit.metrics.counter('ledger_answers_total', 'Payments asked for, and how they stand', [
    'path',
    'status',
  ]);
  const lost = kit.metrics.counter('replies_lost_total', 'Payments entered, whose reply was withheld', [
    'path',
  ]);
  kit.app.post<{ Body: Payment }>(path, told, async (request, reply) => {
    if (behaviour.latencyMs > 0) await pause(behaviour.latencyMs, kit.closing);
    const payment = request.body;
    const entry = await enter(payment);
    answers.inc({ path, status: entry === 'nothing_to_refund' ? entry : entry.status });
    if (Math.random() < behaviour.lostReplyRate) {
      lost.inc({ path });
      kit.log.info({ order_id: payment.order_id, path }, 'reply lost');
      reply.hijack();
      request.raw.socket.destroy();
      return;
    }
    if (entry === 'nothing_to_refund') {
      throw new HttpError(422, entry, 'no charge succeeded under this key', 'idempotency_key');
    }
    if (entry.amount !== payment.amount || entry.order_id !== payment.order_id) {
      const field = entry.amount === payment.amount ? 'order_id' : 'amount';
      throw new HttpError(422, 'key_reused', `this key was used with another ${field}`, field);
    }
    return { status: entry.status, id: entry._id };
  });
}
