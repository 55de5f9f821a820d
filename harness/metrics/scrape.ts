/** Asks a process for its metrics, as Prometheus would. */
import { type Family, familiesIn } from './exposition.ts';

export type Scraped =
  | { is: 'told'; families: Family[]; bytes: number; tookMs: number }
  /** It answers, but has no metrics. */
  | { is: 'none' }
  | { is: 'silent'; why: string };

const WITHIN_MS = 3000;

export async function scrape(url: string): Promise<Scraped> {
  const startMs = performance.now();
  try {
    const reply = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(WITHIN_MS) });
    const text = await reply.text();
    const tookMs = performance.now() - startMs;
    if (reply.status >= 500) return { is: 'silent', why: `it answered ${reply.status}` };
    const families = reply.ok ? familiesIn(text) : null;
    if (!families || families.length === 0) return { is: 'none' };
    return { is: 'told', families, bytes: Buffer.byteLength(text), tookMs };
  } catch (error) {
    return { is: 'silent', why: whyOf(error as Error) };
  }
}

function whyOf({ name, message, cause }: Error & { cause?: unknown }): string {
  if (name === 'TimeoutError') return `no answer within ${WITHIN_MS / 1000} s`;
  return (cause as NodeJS.ErrnoException | undefined)?.code ?? message;
}
