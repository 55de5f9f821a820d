/** Who got the goods paid for them exactly once; who did not paid nothing. */
import { invariant, type Violation } from '../../../groundhog/index.ts';
import { Accounts } from './accounts.ts';
import { isIn, order, SHOP_DB } from './shop.ts';

export const moneySettled = invariant(
  'money-settled',
  'A confirmed order is paid with exactly one charge of its amount, from the moment it is confirmed; in the end all others net zero.',
  (found) => {
    const accounts = new Accounts();

    function unpaid(atMs: number, orderId: unknown, amount: unknown): Violation[] {
      const { charges, refunds, net } = accounts.of(orderId);
      if (charges - refunds === 1 && net === Number(amount)) return [];
      const paid = `${charges} charges and ${refunds} refunds, ${net} in all`;
      return [found(atMs, order(orderId), `is confirmed for ${amount}, but the ledger has ${paid}`)];
    }

    return {
      onChange(change, stores) {
        const moved = accounts.onChange(change);
        if (moved !== undefined) {
          const saga = stores.get(SHOP_DB, 'sagas', moved);
          return saga?.status === 'confirmed' ? unpaid(change.atMs, moved, saga.amount) : [];
        }
        const isConfirmation =
          isIn(change, 'sagas') &&
          change.after?.status === 'confirmed' &&
          change.before?.status !== 'confirmed';
        return isConfirmation ? unpaid(change.atMs, change.id, change.after!.amount) : [];
      },
      atEnd(atMs, stores) {
        const wrong: Violation[] = [];
        const confirmed = new Set<string>();
        for (const saga of stores.all(SHOP_DB, 'sagas')) {
          if (saga.status !== 'confirmed') continue;
          confirmed.add(String(saga._id));
          wrong.push(...unpaid(atMs, saga._id, saga.amount));
        }
        for (const [id, { net, charges, refunds }] of accounts.byOrder) {
          if (confirmed.has(id) || (net === 0 && charges === refunds)) continue;
          const status = stores.get(SHOP_DB, 'sagas', id)?.status ?? 'unknown to the shop';
          wrong.push(
            found(
              atMs,
              order(id),
              `is ${status}, but ${net} of its money was kept (${charges} charges, ${refunds} refunds)`,
            ),
          );
        }
        return wrong;
      },
    };
  },
);
