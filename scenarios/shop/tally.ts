/** How many orders were accepted, and what became of them. */
import type { Answer, Stores, Tally } from '../../groundhog/index.ts';
import { isOrder, SHOP_DB } from './invariants/shop.ts';

export class OrderTally implements Tally {
  readonly #accepted = new Set<string>();

  onAnswer(answer: Answer): void {
    if (isOrder(answer) && answer.status === 202) this.#accepted.add(answer.key);
  }

  counts(stores: Stores): { accepted: number; confirmed: number; rejected: number } {
    let confirmed = 0;
    let rejected = 0;
    for (const saga of stores.all(SHOP_DB, 'sagas')) {
      if (saga.status === 'confirmed') confirmed++;
      if (saga.status === 'rejected') rejected++;
    }
    return { accepted: this.#accepted.size, confirmed, rejected };
  }
}
