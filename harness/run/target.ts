/** A stack that runs elsewhere: before a run, somebody must be there at all. */
import { CannotStart } from './options.ts';

const ANSWERS_WITHIN_MS = 5000;

/** Any answer will do, also a 404: what runs there is not ours. */
export async function answers(url: string): Promise<void> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) });
    await response.body?.cancel();
  } catch (error) {
    const { cause, message } = error as Error;
    throw new CannotStart(
      `the target ${url} does not answer: ${cause instanceof Error ? cause.message : message}`,
    );
  }
}
