import type { Bug } from '../../../groundhog/index.ts';
import { DATABASE_AWAY, LOSES } from '../../fault-groups.ts';

export const dualWrite: Bug = {
  name: 'dual-write',
  edits: [
    {
      file: 'services/inventory/streams.ts',
      find: `        const decision = decide(stock, command);
        if (decision.kind !== 'append') return { decision, stock };
        if (await this.#append(product, stock, decision.event)) return { decision, stock };`,
      replace: `        if (command.type !== 'restock') await this.#recall(product, stock, command.order_id);
        const decision = decide(stock, command);
        if (decision.kind !== 'append') return { decision, stock };
        if (!(await this.#append(product, stock, decision.event))) continue;
        if (command.type !== 'restock') await this.#remember(product, stock, command.order_id);
        return { decision, stock };`,
    },
    {
      file: 'services/inventory/streams.ts',
      find: `  /** False when another event`,
      replace: `  /** What became of an order is looked up when it is asked for: memory does not grow with the orders. */
  async #recall(product: string, stock: Stock, order_id: string): Promise<void> {
    stock.orders.clear();
    const known = await this.#reservations.findOne({ _id: \`\${product}:\${order_id}\` });
    if (known) stock.orders.set(order_id, known.state);
  }

  async #remember(product: string, stock: Stock, order_id: string): Promise<void> {
    const state = stock.orders.get(order_id)!;
    const _id = \`\${product}:\${order_id}\`;
    await this.#reservations.updateOne({ _id }, { $set: { state } }, { upsert: true });
  }

  /** False when another event`,
    },
    {
      file: 'services/inventory/streams.ts',
      find: `    this.#log = log;`,
      replace: `    this.#reservations = mongo.db(EVENTS.db).collection<Reservation>('reservations');
    this.#log = log;`,
    },
    {
      file: 'services/inventory/streams.ts',
      find: `  readonly #log: Logger;`,
      replace: `  readonly #reservations: Collection<Reservation>;
  readonly #log: Logger;`,
    },
    {
      file: 'services/inventory/streams.ts',
      find: `export class Streams {`,
      replace: `interface Reservation {
  _id: string;
  state: { reserved: number } | 'released';
}

export class Streams {`,
    },
  ],
  why: 'The event and the note by which a repeated request is known are two writes, with nothing to keep them together.',
  exposedBy:
    'The instance dies, or loses the database, between the two; the reserve is tried again and is taken for new.',
  caughtBy: ['one-reservation', 'units-conserved'],
  cause: {
    process: 'inventory',
    faults: [...LOSES, ...DATABASE_AWAY],
    moment: { is: 'commit', coll: 'shop_db.events', by: 'inventory', says: 'reserved', isFirst: true },
  },
};
