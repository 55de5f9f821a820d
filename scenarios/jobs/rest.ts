/** Tells, from committed changes alone, when every job is done. */
import type { Change, Rest } from '../../groundhog/index.ts';
import { isDone, isIn, jobSubject } from './names.ts';

export class JobsRest implements Rest {
  readonly #open = new Set<string>();

  onChange(change: Change): void {
    if (!isIn(change, 'jobs') || !change.after) return;
    const id = String(change.after.data?.id);
    if (isDone(change.after)) this.#open.delete(id);
    else this.#open.add(id);
  }

  get isAtRest(): boolean {
    return this.#open.size === 0;
  }

  open(): string[] {
    return [...this.#open].map(jobSubject);
  }
}
