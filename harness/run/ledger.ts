/** Accounts for every order sent: what the client was told against what the stores hold in the end. */
import { badField, isOrder } from '../../scenarios/shop/invariants/shop.ts';
import type { Answer, Stores } from '../invariants/index.ts';
import type { Money, OrderLedger } from './result.ts';

type Told = 'accepted' | 'refused' | 'unknown';

export class Ledger {
  /** Orders with a good body, by what is known of them; an acceptance outweighs all else. */
  readonly #told = new Map<string, Told>();

  onAnswer(answer: Answer): void {
    if (!isOrder(answer) || badField(answer) !== undefined) return;
    const { key, status } = answer;
    const before = this.#told.get(key);
    // Another body under a known id is refused with 409, which says nothing of the order itself.
    if (before === 'accepted' || (before !== undefined && status === 409)) return;
    if (status === 202) this.#told.set(key, 'accepted');
    else if (status >= 400 && status < 500) this.#told.set(key, status === 409 ? 'unknown' : 'refused');
    else this.#told.set(key, 'unknown');
  }

  /**
   * `toTheEnd`: the stores hold all that ever happened. If they may not, only what was seen is told: an end that was
   * seen stays one, but that nothing was seen says nothing.
   */
  account(stores: Stores, toTheEnd: boolean): OrderLedger {
    const { lost, contradicted, ...ledger } = this.#count(stores);
    if (toTheEnd) return ledger;
    const { unknown, open } = ledger;
    return {
      ...ledger,
      unknown: { ...unknown, absent: null },
      open: null,
      unaccounted: contradicted > 0 ? contradicted : null,
      undetermined: unknown.absent + open + lost,
    };
  }

  #count(stores: Stores) {
    /** Promised and not found; refused and found. */
    let lost = 0;
    let contradicted = 0;
    const ledger = {
      sent: this.#told.size,
      confirmed: 0,
      rejected: {} as Record<string, number>,
      refused: 0,
      unknown: { confirmed: 0, rejected: 0, absent: 0 },
      open: 0,
      undetermined: 0,
    };
    for (const [order, told] of this.#told) {
      const saga = stores.get('shop_db', 'sagas', order);
      if (!saga) {
        if (told === 'refused') ledger.refused++;
        else if (told === 'unknown') ledger.unknown.absent++;
        else lost++;
      } else if (told === 'refused') contradicted++;
      else if (saga.status !== 'confirmed' && saga.status !== 'rejected') ledger.open++;
      else if (told === 'unknown') ledger.unknown[saga.status as 'confirmed' | 'rejected']++;
      else if (saga.status === 'confirmed') ledger.confirmed++;
      else ledger.rejected[saga.reason ?? '?'] = (ledger.rejected[saga.reason ?? '?'] ?? 0) + 1;
    }
    return { ...ledger, unaccounted: lost + contradicted, lost, contradicted };
  }
}

/** What the bank moved and what confirmed orders came to, in minor units. */
export function moneyOf(stores: Stores): Money {
  const money = { charged: 0, refunded: 0, confirmed: 0 };
  for (const { kind, status, amount } of stores.all('gateway_db', 'ledger')) {
    if (status !== 'succeeded') continue;
    if (kind === 'charge') money.charged += amount;
    else money.refunded += amount;
  }
  for (const { status, amount } of stores.all('shop_db', 'sagas'))
    if (status === 'confirmed') money.confirmed += amount;
  return money;
}
