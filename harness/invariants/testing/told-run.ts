/** For tests of invariants. */
import type { Document } from 'bson';
import type { Answer, Change, Exit, Invariant } from '../invariant.ts';
import { Judge } from '../judge.ts';

/** A run told in a few verbs, each a second after the other. */
export class ToldRun {
  readonly #judge: Judge;
  #atMs = 0;

  constructor(invariant: Invariant) {
    this.#judge = new Judge({ invariants: [invariant], stores: { collections: [], told: {} } });
  }

  /** What a document is from now on; null: it is deleted. */
  set(coll: string, id: unknown, fields: Document | null, db = 'db'): this {
    const before = this.#judge.stores.get(db, coll, id) ?? null;
    const after = fields && { _id: id, ...fields };
    const op = after ? (before ? 'update' : 'insert') : 'delete';
    const change: Change = {
      ...{ atMs: this.#next(), clusterTime: 0n, db, coll, op, id, before, after },
    };
    this.#judge.onChange(change);
    return this;
  }

  told(status: number, more: Partial<Answer> = {}): this {
    const atMs = this.#next();
    this.#judge.onAnswer({
      ...{ atMs, sentMs: atMs - 500, client: 'c1', kind: 'put', key: 'a', to: 'api' },
      ...{ method: 'PUT', path: '/a', status, body: null, ...more },
    });
    return this;
  }

  exit(more: Partial<Exit>): this {
    const exit = { code: 0, signal: null, error: null, afterAskedMs: null, ...more };
    this.#judge.onExit({ atMs: this.#next(), process: 'api-1', ...exit });
    return this;
  }

  log(line: string): this {
    this.#judge.onLog({ atMs: this.#next(), process: 'api-1', line });
    return this;
  }

  heal(): this {
    this.#judge.onHeal(this.#next());
    return this;
  }

  end(): string[] {
    this.#judge.atEnd(this.#next());
    return this.broken;
  }

  get broken(): string[] {
    return this.#judge.violations.map(({ subject, message }) => `${subject} ${message}`);
  }

  #next(): number {
    this.#atMs += 1000;
    return this.#atMs;
  }
}
