import type { LoadResult } from '../harness/run/result.ts';

export function renderReport(result: LoadResult): string {
  return `<pre>${JSON.stringify(result.verdict)}</pre>`;
}
