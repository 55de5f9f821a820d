/** Which products there are. Inventory knows; a product once there never goes away, so that much is remembered. */
import { HttpError } from '../common/http-error.ts';
import type { Upstream } from '../common/upstream.ts';

export class Catalogue {
  readonly #inventory: Upstream;
  readonly #known = new Set<string>();

  constructor(inventory: Upstream) {
    this.#inventory = inventory;
  }

  async has(product: string): Promise<boolean> {
    if (this.#known.has(product)) return true;
    const reply = await this.#inventory.get(`/products/${encodeURIComponent(product)}`);
    if (reply.kind === 'unknown') {
      throw new HttpError(503, 'inventory_unavailable', 'cannot tell whether there is such a product');
    }
    if (reply.status !== 200) return false;
    this.#known.add(product);
    return true;
  }
}
