/** Tells, from committed changes alone, when all that is in the outbox was sent. */
import type { Change, Rest } from '../../groundhog/index.ts';
import { isIn } from './names.ts';

export class OutboxRest implements Rest {
  /** Message → its order. */
  readonly #unsent = new Map<string, string>();

  onChange(change: Change): void {
    if (!isIn(change, 'outbox') || !change.after) return;
    const message = String(change.id);
    if (change.after.sentAt) this.#unsent.delete(message);
    else this.#unsent.set(message, String(change.after.order));
  }

  get isAtRest(): boolean {
    return this.#unsent.size === 0;
  }

  open(): string[] {
    return [...this.#unsent.values()].map((order) => `message about ${order}`);
  }
}
