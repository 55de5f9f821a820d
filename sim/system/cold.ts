/** What has not come up yet, and what keeps it: how a process last ended, or that it runs and does not listen. */
import { howEnded } from '../../harness/invariants/index.ts';
import type { Exit } from '../world/host.ts';

const MOST_CHARS = 200;

export class Cold {
  readonly #names = new Set<string>();
  readonly #ends = new Map<string, Exit>();
  readonly #written = new Map<string, string>();

  get size(): number {
    return this.#names.size;
  }

  add(name: string): void {
    this.#names.add(name);
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }

  /** It has come up; false if it was up before. */
  delete(name: string): boolean {
    this.#ends.delete(name);
    this.#written.delete(name);
    return this.#names.delete(name);
  }

  ended(name: string, exit: Exit): void {
    if (this.#names.has(name)) this.#ends.set(name, exit);
  }

  /** A line of its standard error. */
  wrote(name: string, line: string): void {
    if (this.#names.has(name) && line.trim() !== '') this.#written.set(name, line.trim());
  }

  /** A line of all names, and one for each cause: `api-1, api-2 ended with exit code 7 (it wrote: no such database)`. */
  toString(): string {
    const byCause = new Map<string, string[]>();
    for (const name of this.#names) {
      const cause = this.#causeOf(name);
      if (cause !== '') byCause.set(cause, [...(byCause.get(cause) ?? []), name]);
    }
    const causes = [...byCause].map(([cause, names]) => names.join(', ') + cause);
    return [[...this.#names].join(', '), ...causes].join('\n');
  }

  #causeOf(name: string): string {
    const exit = this.#ends.get(name);
    const written = this.#written.get(name);
    const error = exit?.error ?? exit?.notUp;
    if (error !== undefined) return ` ended: ${firstLine(error)}`;
    const wrote = written === undefined ? '' : ` (it wrote: ${written.slice(0, MOST_CHARS)})`;
    return (exit ? ` ended ${howEnded({ ...exit, error: null })}` : '') + wrote;
  }
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]!.slice(0, MOST_CHARS);
