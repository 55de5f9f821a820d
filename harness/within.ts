/**
 * Gives work so much time: its signal aborts then, or as soon as `ended` does. Not by `AbortSignal.any` of an
 * `AbortSignal.timeout`, which on Node 20 never aborts once that, which nobody else holds, has been collected.
 */
export async function within<T>(
  ms: number,
  ended: AbortSignal | undefined,
  work: (over: AbortSignal) => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  const end = () => over.abort(ended?.reason);
  const timer = setTimeout(
    () => over.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError')),
    ms,
  );
  ended?.addEventListener('abort', end);
  if (ended?.aborted) end();
  try {
    return await work(over.signal);
  } finally {
    clearTimeout(timer);
    ended?.removeEventListener('abort', end);
  }
}
