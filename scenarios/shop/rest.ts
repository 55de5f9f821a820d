/** Tells, from committed changes alone, when the shop is at rest: every saga ended, the read model caught up. */
import type { Change, Rest } from '../../groundhog/index.ts';
export class ShopRest implements Rest {
  readonly #openSagas = new Set<string>();
  /** Stream → last version in the event store, and in the view. */
  readonly #stored = new Map<string, number>();
  readonly #seen = new Map<string, number>();
  readonly #behind = new Set<string>();

  onChange({ coll, after }: Change): void {
    if (!after) return;
    if (coll === 'sagas') {
      const id = String(after._id);
      if (after.status === 'pending') this.#openSagas.add(id);
      else this.#openSagas.delete(id);
    } else if (coll === 'events') this.#note(this.#stored, String(after.stream_id), Number(after.version));
    else if (coll === 'products_view')
      this.#note(this.#seen, String(after.product_id), Number(after.last_version));
  }

  get isAtRest(): boolean {
    return this.#openSagas.size === 0 && this.#behind.size === 0;
  }

  open(): string[] {
    return [
      ...[...this.#openSagas].map((id) => `order ${id}`),
      ...[...this.#behind].map((id) => `view of ${id}`),
    ];
  }

  #note(versions: Map<string, number>, id: string, version: number): void {
    versions.set(id, Math.max(version, versions.get(id) ?? 0));
    if ((this.#seen.get(id) ?? 0) < (this.#stored.get(id) ?? 0)) this.#behind.add(id);
    else this.#behind.delete(id);
  }
}
