/** What a run under load is told by: kinds of request, how long an order takes to be shipped, and what became of each. */
import type { FlowSpec, LedgerSpec, LiveSpec } from '../../groundhog/index.ts';
import { isAcknowledged, isIn, isPlaced, ORDERS_DB, PARTNER_DB } from './names.ts';

const shipping: FlowSpec = {
  what: 'orders',
  until: 'to the partner',
  says: 'from the answer that promises an order to its shipment',
  create: () => ({
    onAnswer: (answer) => (isAcknowledged(answer) ? [{ is: 'begun', id: answer.key }] : []),
    onChange: (change) =>
      isIn(change, 'shipments') && change.after ? [{ is: 'ended', id: String(change.after.order) }] : [],
  }),
};

const ledger: LedgerSpec = {
  told(answer) {
    if (!isPlaced(answer)) return undefined;
    const { key: id, status } = answer;
    if (isAcknowledged(answer)) return { id, is: 'accepted' };
    // 409 says that the id is of another order, and nothing of that one.
    return { id, is: status >= 400 && status < 500 && status !== 409 ? 'refused' : 'unknown' };
  },
  stored(stores) {
    const shipped = new Set([...stores.all(PARTNER_DB, 'shipments')].map(({ order }) => String(order)));
    const ids = [...stores.all(ORDERS_DB, 'orders')].map(({ _id }) => String(_id));
    return new Map(ids.map((id) => [id, shipped.has(id) ? 'shipped' : null]));
  },
  ends: { shipped: 'the partner was told, once' },
};

export const outboxLive: LiveSpec = {
  kinds: {
    order: { says: 'an order, or the same once more' },
    'other-order': { says: 'another order under the id of one, mostly too late', right: '409' },
    bad: { says: 'an order of nothing, to be refused', right: '400' },
    forged: { says: 'an order with a token that the API has not signed', right: '401' },
    account: { says: 'how many orders a customer has placed' },
    'others-account': { says: 'somebody asks for the account of another', right: '403' },
    login: { says: 'a customer signs in', right: '201' },
    'wrong-password': { says: 'somebody guesses a password', right: '401' },
  },
  flows: { shipping },
  ledger,
};
