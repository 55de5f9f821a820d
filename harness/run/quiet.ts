/** Tells when the shop has nothing left to do: every order at its end, and the view level with every stream. */
import type { Change } from '../invariants/index.ts';

const LOOK_MS = 50;

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

  /** Events that the view of their product has not come to. */
  get eventsBehind(): number {
    let behind = 0;
    for (const [product, version] of this.#tips)
      behind += Math.abs(version - (this.#views.get(product) ?? 0));
    return behind;
  }

  /** What is not at its end. */
  get left(): number {
    return this.openOrders + this.eventsBehind;
  }
}

/**
 * Waits for the shop to come to rest, for as long as it comes nearer to it: what is left is a fault only when the shop
 * stands still. Resolves to false when `left` has not sunk for `stillMs`.
 */
export async function comesToRest(
  left: () => number,
  { forMs, stillMs, signal }: { forMs: number; stillMs: number; signal: AbortSignal },
): Promise<boolean> {
  let least = Number.POSITIVE_INFINITY;
  let nearerMs = performance.now();
  let restMs: number | undefined;
  while (!signal.aborted) {
    const nowMs = performance.now();
    const now = left();
    if (now < least) {
      least = now;
      nearerMs = nowMs;
    }
    restMs = now === 0 ? (restMs ?? nowMs) : undefined;
    if (restMs !== undefined && nowMs - restMs >= forMs) return true;
    if (nowMs - nearerMs >= stillMs) return false;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  return false;
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
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  return false;
}
