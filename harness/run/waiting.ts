/** Waiting for work that may be of no interest any more. */

/** Resolves when the work has ended, well or not, or has taken too long. */
export async function atMost(ms: number, work: Promise<unknown> | undefined): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work?.catch(() => {}), enough]);
  clearTimeout(timer);
}

/** Rejects as soon as the signal aborts; the work goes on, but its end is of no interest then. */
export function interruptible<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    const stop = () => reject(new Error('interrupted'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
  work.catch(() => {});
  return Promise.race([work, aborted]);
}
