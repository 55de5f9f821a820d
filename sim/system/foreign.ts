/** A writer that is not of the scenario: it inserts a document at the primary, behind whoever holds what it needs. */
import { ObjectId } from 'bson';
import type { ScenarioTools } from '../../harness/scenario/fault.ts';
import type { Databases } from '../faults/fault.ts';
import type { Doc } from '../mongod/bson/values.ts';
import { Writer } from '../mongod/engine.ts';
import type { Member } from '../mongod/member.ts';
import { Blocked } from '../mongod/session/locks.ts';
import { fillBytes } from '../world/random.ts';
import type { World } from '../world/world.ts';

type Make = Parameters<ScenarioTools['foreignInsert']>[1];

export function foreignInsert(
  world: World,
  databases: Pick<Databases, 'primary' | 'touch'>,
): ScenarioTools['foreignInsert'] {
  return (collection, make, onDone) => {
    const id = new Uint8Array(12);
    fillBytes(world.streams.get('fault/foreign-insert'), id);
    const strike = (): void => {
      const primary = databases.primary();
      if (primary === undefined) return;
      databases.touch(primary, (member) =>
        insert(member, collection, make, new ObjectId(id), onDone, strike),
      );
    };
    strike();
  };
}

function insert(
  { engine, role }: Member,
  collection: string,
  make: Make,
  id: ObjectId,
  onDone: (doc: Doc) => void,
  again: () => void,
) {
  const stored = engine.store.get(collection);
  if (role !== 'primary' || !stored) return;
  const docs = [...stored.records.ascend()].map(([, { doc }]) => doc);
  const made = make(docs, new Date());
  if (made === undefined) return;
  const doc: Doc = { _id: id, ...made };
  try {
    new Writer(engine, undefined, undefined, () => {}).insert(stored, doc);
    engine.commit.flush();
    onDone(doc);
  } catch (error) {
    if (!(error instanceof Blocked)) throw error;
    void error.by.ended.then(again);
  }
}
