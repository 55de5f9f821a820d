/** Tells when the shop has nothing left to do: every order at its end, and the view level with every stream. */
import type { Change } from '../invariants/index.ts';

export class Quiet {
  readonly #open = new Set<unknown>();
  readonly #tips = new Map<string, number>();
  readonly #views = new Map<string, number>();

  onChange({ coll, id, after }: Change): void {
    if (coll === 'sagas') {
      if (after && after.status !== 'confirmed' && after.status !== 'rejected') this.#open.add(id);
      else this.#open.delete(id);
    } else if (coll === 'events' && after) {
      this.#tips.set(after.stream_id, Math.max(after.version, this.#tips.get(after.stream_id) ?? 0));
    } else if (coll === 'products_view' && after) this.#views.set(after.product_id, after.last_version);
  }

  get openOrders(): number {
    return this.#open.size;
  }

  /** Products whose view has not come to the end of their stream. */
  get viewsBehind(): number {
    let behind = 0;
    for (const [product, version] of this.#tips) if (this.#views.get(product) !== version) behind++;
    return behind;
  }

  get isQuiet(): boolean {
    return this.openOrders === 0 && this.viewsBehind === 0;
  }
}

/** Resolves to true when `isDone` has held for `forMs` on end, to false when that did not happen `withinMs`. */
export async function lasting(
  isDone: () => boolean,
  { forMs, withinMs, signal }: { forMs: number; withinMs: number; signal: AbortSignal },
): Promise<boolean> {
  const untilMs = performance.now() + withinMs;
  let sinceMs: number | undefined;
  while (!signal.aborted) {
    const nowMs = performance.now();
    sinceMs = isDone() ? (sinceMs ?? nowMs) : undefined;
    if (sinceMs !== undefined && nowMs - sinceMs >= forMs) return true;
    if (nowMs >= untilMs) return false;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}
