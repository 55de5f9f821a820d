/**
 * Ctrl-C, and its like from a supervisor or a terminal that goes away; of who reads what is printed as well. Before a command listens, what it is preloaded
 * with (`early-interrupt.mjs`) ends it; from `onInterrupt` on it ends in its own way, and at once when asked again.
 */
export const INTERRUPTED = 130;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** One press may arrive twice: the terminal tells the whole group, and npm passes on what it was told. */
const ONE_PRESS_MS = 500;

/** `end` is called once. `endAtOnce` is for who does not want to wait: by default the process exits. */
export function onInterrupt(
  end: () => void,
  endAtOnce: () => void = () => process.exit(INTERRUPTED),
  nowMs: () => number = () => performance.now(),
): void {
  let firstMs: number | undefined;
  const hear = () => {
    if (firstMs === undefined) {
      firstMs = nowMs();
      end();
    } else if (nowMs() - firstMs > ONE_PRESS_MS) endAtOnce();
  };
  for (const signal of SIGNALS) process.on(signal, hear);
}
