/** Between the order and the shipment: what is promised is shipped, and nothing else is. */
import type { Document } from 'bson';
import { invariant, type Stores } from '../../../groundhog/index.ts';
import { isAcknowledged, isIn, ORDERS_DB, orderSubject, PARTNER_DB } from '../names.ts';

const content = ({ customer, item, quantity }: Document): string => `${quantity} of ${item} for ${customer}`;

function* shipmentsOf(stores: Stores, order: unknown): Generator<Document> {
  for (const shipment of stores.all(PARTNER_DB, 'shipments')) if (shipment.order === order) yield shipment;
}

export const acknowledgedIsShipped = invariant(
  'acknowledged orders are shipped',
  'Each order that was acknowledged is shipped in the end.',
  (acknowledged) => {
    const promised = new Set<string>();
    return {
      onAnswer(answer) {
        if (isAcknowledged(answer)) promised.add(answer.key);
        return [];
      },
      atEnd(atMs, stores) {
        const shipped = new Set([...stores.all(PARTNER_DB, 'shipments')].map(({ order }) => order));
        return [...promised]
          .filter((order) => !shipped.has(order))
          .map((order) => acknowledged(atMs, orderSubject(order), 'was acknowledged, and is not shipped'));
      },
    };
  },
);

export const shippedIsOrdered = invariant(
  'shipments were ordered',
  'What is shipped is what was ordered.',
  (ordered) => ({
    onChange(change, stores) {
      if (!isIn(change, 'shipments') || !change.after) return [];
      const { order: id } = change.after;
      const order = stores.get(ORDERS_DB, 'orders', id);
      if (order && content(order) === content(change.after)) return [];
      const told = order ? `ordered were ${content(order)}` : 'nothing was ordered';
      return [ordered(change.atMs, orderSubject(id), `${content(change.after)} are shipped, and ${told}`)];
    },
  }),
);

export const sentIsShipped = invariant(
  'sent is shipped',
  'A message is marked as sent only when the partner has it for good.',
  (sent) => ({
    onChange(change, stores) {
      if (!isIn(change, 'outbox') || !change.after?.sentAt || change.before?.sentAt) return [];
      const { order } = change.after;
      if (!shipmentsOf(stores, order).next().done) return [];
      return [sent(change.atMs, orderSubject(order), 'is marked as sent, and the partner does not have it')];
    },
  }),
);

export const allSent = invariant('all is sent', 'In the end each message of the outbox was sent.', (all) => ({
  atEnd: (atMs, stores) =>
    [...stores.all(ORDERS_DB, 'outbox')]
      .filter(({ sentAt }) => !sentAt)
      .map(({ _id, order }) => all(atMs, orderSubject(order), `message ${_id} was never sent`)),
}));
