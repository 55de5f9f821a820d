import fc from 'fast-check';
import type { Member } from '../mongod/member.ts';
import { Transaction } from '../mongod/session/transaction.ts';
import { fault } from './fault.ts';

interface WriteConflict {
  /** For how long each foreign transaction keeps what it wrote to. */
  holdMs: number;
  /** From one to the next. */
  everyMs: number;
}

/** The newest documents are those that somebody is at work on. */
const DOCUMENTS = 8;

/** Somebody else's transaction writes to what is busiest, and is never committed: writers wait, transactions fail. */
export const writeConflict = fault<WriteConflict>({
  kind: 'write-conflict',
  says: 'foreign transactions hold documents of the database, so that writes to them wait or conflict',
  durationMs: [200, 4000],
  draw: (_targets, amount) =>
    fc.record({ holdMs: amount(1, 400), everyMs: amount(20, 500).map((sooner) => 520 - sooner) }),
  describe: (p) => `each ${p.everyMs} ms, held for ${p.holdMs} ms`,
  inject({ holdMs, everyMs }, { databases, world, strikes }) {
    let ended = false;
    let last: string | undefined;
    const strike = (): void => {
      if (ended) return;
      const primary = databases.primary();
      if (primary !== undefined) {
        if (primary !== last) strikes(primary);
        last = primary;
        databases.touch(primary, (member) => holdNewest(member, holdMs));
      }
      world.after(everyMs, 'write-conflict', strike);
    };
    strike();
    return () => {
      ended = true;
    };
  },
});

/** A transaction that claims the newest documents of each collection, and is aborted when its time is over. */
function holdNewest({ engine, role }: Member, holdMs: number): void {
  if (role !== 'primary') return;
  const transaction = new Transaction(0n, {}, () => engine.store, engine.locks);
  setTimeout(() => transaction.abort(), holdMs);
  for (const coll of engine.store.collections.values()) {
    let left = DOCUMENTS;
    for (const [, { doc }] of coll.records.descend()) {
      if (left-- === 0) break;
      if (!engine.locks.blocker(coll, doc._id, null, transaction)) transaction.claim(coll, doc._id, null);
    }
  }
}
