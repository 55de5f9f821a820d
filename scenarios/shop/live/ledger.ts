/** Every order accounted for: what the client was told against what the shop holds. */
import type { LedgerSpec, Stores } from '../../../groundhog/index.ts';
import { badField, isOrder, isTerminal, SHOP_DB } from '../invariants/shop.ts';

const rejected = (reason: unknown): string => `rejected: ${reason ?? 'nobody knows why'}`;

export const orderLedger: LedgerSpec = {
  told(answer) {
    if (!isOrder(answer) || badField(answer) !== undefined) return undefined;
    const { key: id, status } = answer;
    if (status === 202) return { id, is: 'accepted' };
    // Another body under a known id is refused with 409, which says nothing of the order itself.
    return { id, is: status >= 400 && status < 500 && status !== 409 ? 'refused' : 'unknown' };
  },
  stored: (stores: Stores) =>
    new Map(
      [...stores.all(SHOP_DB, 'sagas')].map(({ _id, status, reason }) => [
        String(_id),
        !isTerminal(status) ? null : status === 'rejected' ? rejected(reason) : status,
      ]),
    ),
  ends: {
    confirmed: 'stock reserved, money charged',
    [rejected('out_of_stock')]: 'fewer units than were asked for',
    [rejected('payment_declined')]: 'the bank said no',
    [rejected('inventory_unavailable')]: 'given up after many tries',
    [rejected('payment_unavailable')]: 'given up after many tries, and refunded',
  },
};
