/** Waiting until there is nothing left to do, for as long as that comes nearer. */

const LOOK_MS = 50;

/**
 * Waits for all to come to rest, for as long as it comes nearer to it: what is left is a fault only when nothing moves.
 * Resolves to false when `left` has not sunk for `stillMs`.
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
