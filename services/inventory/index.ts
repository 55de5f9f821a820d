/**
 * Inventory: event-sourced stock, never negative, whatever comes twice, late or out of order.
 *
 * `decide.ts` holds the rules, `streams.ts` the event store with its expected versions, this file the HTTP.
 */
import { EVENTS } from '../common/collections.ts';
import { HttpError } from '../common/http-error.ts';
import type { RunningService, ServiceConfig } from '../common/service.ts';
import { startService } from '../common/start.ts';
import * as api from './api.ts';
import type { Command, Stock } from './decide.ts';
import { Streams } from './streams.ts';

export type InventoryConfig = ServiceConfig;

interface OrderBody {
  order_id: string;
  product_id: string;
  qty: number;
}

interface RestockBody {
  restock_id: string;
  product_id: string;
  qty: number;
}

interface EventsQuery {
  before?: string;
  order_id?: string;
  limit?: string;
}

const USUAL_EVENTS = 100;

const ABOUT = { name: 'inventory', says: 'The stock: a stream of events for each product.' };

export function startInventory(config: InventoryConfig): Promise<RunningService> {
  return startService(ABOUT, config, [EVENTS], ({ app, mongo, log, metrics }) => {
    const streams = new Streams(mongo, log, metrics);
    const decided = metrics.counter('stock_commands_total', 'Commands, and what was decided', [
      'command',
      'decision',
    ]);
    const execute = async (product: string, command: Command) => {
      const { decision, stock } = await streams.execute(product, command);
      const isRefused = decision.kind === 'refused';
      decided.inc({ command: command.type, decision: isRefused ? decision.reason : decision.kind });
      if (isRefused) throw refusal(decision.reason);
      return stock.version;
    };

    app.post<{ Body: OrderBody }>('/reserve', api.reserve, async ({ body }) => {
      const version = await execute(body.product_id, {
        type: 'reserve',
        order_id: body.order_id,
        qty: body.qty,
      });
      return { status: 'reserved', version };
    });
    app.post<{ Body: OrderBody }>('/release', api.release, async ({ body }) => {
      const version = await execute(body.product_id, {
        type: 'release',
        order_id: body.order_id,
        qty: body.qty,
      });
      return { status: 'released', version };
    });
    app.post<{ Body: RestockBody }>('/restock', api.restock, async ({ body }) => {
      const version = await execute(body.product_id, {
        type: 'restock',
        restock_id: body.restock_id,
        qty: body.qty,
      });
      return { status: 'restocked', version };
    });
    app.get<{ Params: { id: string } }>('/products/:id', api.showProduct, async ({ params }) => {
      const stock = await streams.read(params.id);
      if (stock.version === 0) throw refusal('unknown_product');
      return stockOf(params.id, stock);
    });
    app.get('/products', api.listProducts, async () => {
      const products = [];
      for (const product_id of await streams.products())
        products.push(stockOf(product_id, await streams.read(product_id)));
      return { products };
    });
    app.get<{ Params: { id: string }; Querystring: EventsQuery }>(
      '/products/:id/events',
      api.listEvents,
      async ({ params, query }) => {
        const most = Number(query.limit ?? USUAL_EVENTS);
        const before = query.before === undefined ? undefined : Number(query.before);
        const events = await streams.events(params.id, { before, order_id: query.order_id, most });
        if (events.length === 0 && (await streams.read(params.id)).version === 0)
          throw refusal('unknown_product');
        const next = events.length === most ? events.at(-1)!.version : null;
        return { events: events.map(({ _id, ...event }) => event), next };
      },
    );
    return {};
  });
}

const stockOf = (product_id: string, { available, version }: Stock) => ({
  product_id,
  available_stock: available,
  version,
});

function refusal(reason: 'out_of_stock' | 'released' | 'conflict' | 'unknown_product'): HttpError {
  switch (reason) {
    case 'unknown_product':
      return new HttpError(404, reason, 'there is no such product', 'product_id');
    case 'out_of_stock':
      return new HttpError(409, reason, 'not that many units are left', 'qty');
    case 'released':
      return new HttpError(409, reason, 'this order was released already', 'order_id');
    case 'conflict':
      return new HttpError(409, reason, 'the same id was used with another qty', 'qty');
  }
}
