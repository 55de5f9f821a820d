/** What a run came to, where a scenario does not count in words of its own: its requests, by how they were answered. */
import type { Answer } from '../../harness/invariants/index.ts';
import type { Tally } from '../../harness/scenario/scenario.ts';

export class AnswerTally implements Tally {
  readonly #counts = { answered: 0, refused: 0, failed: 0, unanswered: 0 };

  onAnswer({ status }: Answer): void {
    if (status === 0) this.#counts.unanswered++;
    else if (status >= 500) this.#counts.failed++;
    else if (status >= 400) this.#counts.refused++;
    else this.#counts.answered++;
  }

  counts(): Record<string, number> {
    return { ...this.#counts };
  }
}
