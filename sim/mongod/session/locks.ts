/** What open transactions have written and not yet committed: others must not touch it. */
import type { Doc, Value } from '../bson/values.ts';
import type { Collection } from '../storage/collection.ts';

export interface Owner {
  /** Resolves when the transaction is over, one way or the other. */
  readonly ended: Promise<void>;
}

export class Locks {
  private readonly held = new Map<string, Owner>();

  /** The other transaction that has written this document or one of its unique keys, if any. */
  blocker(coll: Collection, id: Value, doc: Doc | null, self: Owner | undefined): Owner | undefined {
    if (this.held.size === 0) return undefined;
    for (const key of keys(coll, id, doc)) {
      const owner = this.held.get(key);
      if (owner && owner !== self) return owner;
    }
    return undefined;
  }

  take(coll: Collection, id: Value, doc: Doc | null, owner: Owner): void {
    for (const key of keys(coll, id, doc)) this.held.set(key, owner);
  }

  release(owner: Owner): void {
    for (const [key, holder] of this.held) if (holder === owner) this.held.delete(key);
  }
}

function keys(coll: Collection, id: Value, doc: Doc | null): string[] {
  const out = [`${coll.ns} ${coll.indexes[0]!.keyOf(id)}`];
  if (!doc) return out;
  for (const index of coll.indexes.slice(1)) {
    if (index.unique) for (const key of index.keysOf(doc)) out.push(`${coll.ns} ${index.spec.name} ${key}`);
  }
  return out;
}

/** Thrown by a write outside a transaction that meets one: it waits for the end of that transaction and tries again. */
export class Blocked extends Error {
  readonly by: Owner;
  constructor(by: Owner) {
    super('blocked by a transaction');
    this.by = by;
  }
}
