/**
 * What a run came to, where a scenario does not count in words of its own: its requests, by what each was told last, and
 * how often all of them were sent. What is followed after that is not counted.
 */
import type { PlannedRequest } from '../../harness/scenario/request.ts';

export class AnswerTally {
  readonly #last = new Map<PlannedRequest, number>();
  #attempts = 0;

  /** `status`: 0 when no answer came. */
  onAttempt(request: PlannedRequest, status: number): void {
    this.#attempts++;
    this.#last.set(request, status);
  }

  /** The first is what was begun with, the next four are parts of it. */
  counts(requests: readonly PlannedRequest[]): Record<string, number> {
    const parts = { answered: 0, refused: 0, failed: 0, unanswered: 0 };
    for (const request of requests) parts[endOf(this.#last.get(request) ?? 0)]++;
    return { planned: requests.length, ...parts, 'sent in all': this.#attempts };
  }
}

function endOf(status: number): 'answered' | 'refused' | 'failed' | 'unanswered' {
  if (status === 0) return 'unanswered';
  if (status >= 500) return 'failed';
  return status >= 400 ? 'refused' : 'answered';
}
