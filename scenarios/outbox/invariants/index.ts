/** What must hold of orders, messages and shipments. */
import { invariant } from '../../../groundhog/index.ts';
import { ORDERS_DB, PARTNER_DB } from '../names.ts';
import { acknowledgedIsShipped, allSent, sentIsShipped, shippedIsOrdered } from './messages.ts';

/** The database ends a transaction that somebody left open after 60 s, and until then others cannot write the same. */
const MENDED_MS = 75_000;
/** Requests have 5 s (`common/http.ts`), and the driver 2 s to say good-bye (`common/database.ts`). */
const CLOSED_MS = 8000;

export const outboxInvariants = [
  invariant.acknowledgedIsKept({
    kinds: ['order', 'other-order'],
    db: ORDERS_DB,
    coll: 'orders',
    matches: ({ payload, expect }, stored) => {
      const { item, quantity } = payload as Record<string, unknown>;
      return stored.customer === expect?.customer && stored.item === item && stored.quantity === quantity;
    },
  }),
  acknowledgedIsShipped,
  shippedIsOrdered,
  sentIsShipped,
  allSent,
  invariant.unique({ db: ORDERS_DB, coll: 'outbox', fields: ['order'] }),
  invariant.unique({ db: PARTNER_DB, coll: 'shipments', fields: ['order'] }),
  invariant.foldEqualsView({
    events: { db: ORDERS_DB, coll: 'orders', by: 'customer', order: 'quantity' },
    view: { db: ORDERS_DB, coll: 'customers', by: '_id' },
    initial: 0,
    fold: (orders) => orders + 1,
    shown: ({ orders }) => orders as number,
  }),
  invariant.readsGoForward({ kind: 'account', field: 'orders' }),
  invariant.statusAsExpected(),
  invariant.noServerErrorAtRest({ afterMs: MENDED_MS }),
  invariant.answeredAtRest({ afterMs: MENDED_MS }),
  invariant.noUncaughtError(),
  invariant.closesWithin(CLOSED_MS),
];
