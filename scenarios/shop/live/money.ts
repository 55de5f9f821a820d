/** What the bank moved and what confirmed orders came to, in minor units. */
import type { Stores, Totals } from '../../../groundhog/index.ts';
import { GATEWAY_DB, SHOP_DB } from '../invariants/shop.ts';

export function moneyOf(stores: Stores): Totals {
  let charged = 0;
  let refunded = 0;
  let confirmed = 0;
  for (const { kind, status, amount } of stores.all(GATEWAY_DB, 'ledger')) {
    if (status !== 'succeeded') continue;
    if (kind === 'charge') charged += amount;
    else refunded += amount;
  }
  for (const { status, amount } of stores.all(SHOP_DB, 'sagas'))
    if (status === 'confirmed') confirmed += amount;
  const kept = charged - refunded - confirmed;
  return {
    of: 'money',
    unit: 'minor units',
    rows: [
      { name: 'charged by the bank', value: charged },
      { name: 'refunded by the bank', value: refunded },
      { name: 'confirmed orders', value: confirmed },
      { name: 'kept but not owed', value: kept, isWrong: kept !== 0 },
    ],
  };
}
