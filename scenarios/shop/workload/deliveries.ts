/** What comes to the shelves while orders go on: told of twice at times, or under the id of another delivery. */
import { oneOf } from './one-of.ts';
import type { Product } from './product.ts';

export interface Delivery {
  restock_id: string;
  product_id: string;
  qty: number;
}

/** What was told of before, and that again with another quantity. */
const AGAIN_SHARE = 0.25;
const CONFLICT_SHARE = 0.1;

export class Deliveries {
  readonly #products: readonly Product[];
  readonly #awaited: Product[];
  readonly #qtyMax: number;
  readonly #random: () => number;
  readonly #told: Delivery[] = [];

  /** `awaited` are not there at first: the first deliveries are theirs, of all that the shop is to have of them. */
  constructor(
    products: readonly Product[],
    awaited: readonly Product[],
    qtyMax: number,
    random: () => number,
  ) {
    this.#products = products;
    this.#awaited = [...awaited];
    this.#qtyMax = qtyMax;
    this.#random = random;
  }

  next(): Delivery {
    const first = this.#awaited.shift();
    if (first) return this.#tell(first.product_id, first.initial_stock);
    const chance = this.#random();
    if (this.#told.length === 0 || chance > AGAIN_SHARE + CONFLICT_SHARE)
      return this.#tell(
        oneOf(this.#products, this.#random).product_id,
        1 + Math.floor(this.#random() * 2 * this.#qtyMax),
      );
    const known = oneOf(this.#told, this.#random);
    return chance > CONFLICT_SHARE ? { ...known } : { ...known, qty: known.qty + 1 };
  }

  #tell(product_id: string, qty: number): Delivery {
    const delivery = { restock_id: `DEL-${String(this.#told.length + 1).padStart(4, '0')}`, product_id, qty };
    this.#told.push(delivery);
    return delivery;
  }
}
