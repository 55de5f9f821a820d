/** What a client is told in answer: simulated clients and the driver of load make the same of it. */
import type { Answer } from '../invariants/invariant.ts';
import type { Asked } from '../scenario/request.ts';

/** What was asked and what was told, as one. */
export function heardOf(
  { kind, key, to, method, path, payload, expect }: Asked,
  heard: Pick<Answer, 'sentMs' | 'atMs' | 'client' | 'status' | 'body'>,
): Answer {
  return {
    ...heard,
    ...{ kind, key, to, method, path },
    ...(payload !== undefined && { payload }),
    ...(expect && { expect }),
  };
}

/** Of an answer's text; null: it is no JSON, or no text came. */
export function bodyOf(text: string | null): Answer['body'] {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}
