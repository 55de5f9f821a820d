/**
 * The orchestrator: takes orders and sees each to exactly one end, confirmed or rejected.
 *
 * `saga.ts` says what an order goes through, `sagas.ts` keeps it durable behind a fence, `engine.ts` drives it and
 * `steps.ts` is what it does to the other services. Where one machine is not enough, a Temporal cluster drives it
 * (`engines.ts`, `temporal/`). This file is the shop's front door.
 */
import { SAGAS } from '../common/collections.ts';
import { HttpError } from '../common/http-error.ts';
import type { RunningService, ServiceConfig } from '../common/service.ts';
import { startService } from '../common/start.ts';
import { Upstream } from '../common/upstream.ts';
import * as api from './api.ts';
import { Catalogue } from './catalogue.ts';
import { Engine } from './engine.ts';
import { listOrders, type OrdersQuery } from './listing.ts';
import { sagaMetrics, showEngine, timed } from './metrics.ts';
import type { EngineParts, MakeEngine } from './order-engine.ts';
import type { Order } from './saga.ts';
import { type Saga, Sagas } from './sagas.ts';
import { stepsOver, TIMEOUT_MS } from './steps.ts';

export interface OrchestratorConfig extends ServiceConfig {
  /** Base URLs of all instances of inventory, and of payment. */
  inventoryUrls: string[];
  paymentUrls: string[];
  /** What sees orders to their end; absent: this process does. */
  engine?: MakeEngine;
}

type OrderBody = Order & { order_id: string };

const ABOUT = {
  name: 'orchestrator',
  says: 'Takes orders, and sees each to exactly one end: confirmed or rejected.',
};

export function startOrchestrator(config: OrchestratorConfig): Promise<RunningService> {
  return startService(ABOUT, config, [SAGAS], ({ app, mongo, log, metrics, closing }) => {
    const inventory = new Upstream('inventory', config.inventoryUrls, TIMEOUT_MS, metrics);
    const payment = new Upstream('payment', config.paymentUrls, TIMEOUT_MS, metrics);
    const catalogue = new Catalogue(inventory);
    const sagas = new Sagas(mongo, config.instance);
    const steps = timed(stepsOver(inventory, payment), metrics);
    const { instance } = config;
    const engine = (config.engine ?? ownEngine)({ mongo, steps, instance, log, metrics, closing });
    showEngine(metrics, engine);
    /** To where it can be watched, if there is such a place. */
    const linkOf = (orderId: string): { workflow_url?: string } => {
      const workflow_url = engine.watchUrl(orderId);
      return workflow_url === undefined ? {} : { workflow_url };
    };

    app.post<{ Body: OrderBody }>('/orders', api.placeOrder, async ({ body }, reply) => {
      if (!(await catalogue.has(body.product_id))) {
        throw new HttpError(422, 'unknown_product', 'there is no such product', 'product_id');
      }
      reply.code(202);
      if (await engine.accept(body.order_id, body)) return { order_id: body.order_id, status: 'pending' };
      const known = await sagas.find(body.order_id);
      if (!known) throw new HttpError(503, 'unavailable', 'the order is not durable yet');
      const field = (['product_id', 'qty', 'amount'] as const).find((name) => known[name] !== body[name]);
      if (field) throw new HttpError(409, 'conflict', `this order is known with another ${field}`, field);
      return { order_id: known._id, status: known.status };
    });

    app.get<{ Params: { id: string } }>('/orders/:id', api.showOrder, async ({ params }) => {
      const saga = await sagas.find(params.id);
      if (!saga) throw new HttpError(404, 'unknown_order', 'there is no such order', 'order_id');
      const { _id: order_id, status, step, reason } = saga;
      return { order_id, status, step, ...(reason !== null && { reason }), ...linkOf(order_id) };
    });

    app.get<{ Querystring: OrdersQuery }>('/orders', api.listOrders, async ({ query }) => {
      const { orders, next } = await listOrders(mongo, query);
      return { orders: orders.map(shown), next };
    });

    app.get<{ Params: { id: string } }>('/orders/:id/saga', api.showSaga, async ({ params }) => {
      const saga = await sagas.find(params.id);
      if (!saga) throw new HttpError(404, 'unknown_order', 'there is no such order', 'order_id');
      return { ...shown(saga), ...linkOf(saga._id) };
    });

    return {
      background: () => engine.run(),
      release: async () => {
        await inventory.close();
        await payment.close();
        await engine.close();
      },
    };
  });
}

const ownEngine = ({ mongo, steps, instance, log, metrics, closing }: EngineParts) =>
  new Engine(new Sagas(mongo, instance), steps, instance, log, sagaMetrics(metrics), closing);

const shown = ({ _id, ...saga }: Saga) => ({ order_id: _id, ...saga });
