/**
 * The projector: keeps `products_view` in step with the event store, and shows it.
 *
 * `follow.ts` listens to the change stream, `view.ts` applies what it hears, `checkpoint.ts` remembers how far it
 * came, and `poison.ts` sets aside what makes no sense.
 */
import { CHECKPOINTS, EVENTS, POISON_EVENTS, PRODUCTS_VIEW } from '../common/collections.ts';
import { HttpError } from '../common/http-error.ts';
import { repeat } from '../common/loop.ts';
import type { RunningService, ServiceConfig } from '../common/service.ts';
import { startService } from '../common/start.ts';
import * as api from './api.ts';
import { Checkpoint } from './checkpoint.ts';
import { Follower } from './follow.ts';
import { PoisonEvents } from './poison.ts';
import { View } from './view.ts';

export type ProjectorConfig = ServiceConfig;

/** Pause before following again after the stream ended or failed. */
const FOLLOW_AGAIN_MS = 100;
const ABOUT = {
  name: 'projector',
  says: 'The read model: the stock of each product, as events had it a moment ago.',
};
const COLLECTIONS = [EVENTS, PRODUCTS_VIEW, CHECKPOINTS, POISON_EVENTS];

export function startProjector(config: ProjectorConfig): Promise<RunningService> {
  return startService(ABOUT, config, COLLECTIONS, ({ app, mongo, log, metrics, closing }) => {
    const view = new View(mongo, new PoisonEvents(mongo, log, metrics));
    const follower = new Follower(mongo, view, new Checkpoint(mongo, config.instance), closing, log, metrics);

    app.get('/products', api.listProducts, async () => ({ products: await view.all() }));
    app.get<{ Params: { id: string } }>('/products/:id', api.showProduct, async ({ params }) => {
      const product = await view.find(params.id);
      if (!product) throw new HttpError(404, 'unknown_product', 'there is no such product', 'product_id');
      return product;
    });
    app.get('/lag', api.showLag, async () => {
      let behind = 0;
      for (const product of await view.all()) behind += await view.behind(product);
      return { instance: config.instance, behind_events: behind, ...follower.applied };
    });

    return {
      background: () =>
        repeat('following the event store', FOLLOW_AGAIN_MS, closing, log, () => follower.follow()),
    };
  });
}
