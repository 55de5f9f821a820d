/** The version of what hello says, and those who wait for it to change. */
import { ObjectId } from 'bson';

export class Topology {
  readonly processId = new ObjectId();
  counter = 1n;
  private readonly waiters = new Set<() => void>();

  bump(): void {
    this.counter++;
    for (const wake of [...this.waiters]) wake();
  }

  /** Resolves at the next change, or after `timeoutMs`. */
  changed(timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.waiters.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, timeoutMs);
      this.waiters.add(wake);
    });
  }

  close(): void {
    for (const wake of [...this.waiters]) wake();
  }
}
