/** A member that did not choose the time of a snapshot makes it from what came since. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startAlone } from '../alone.ts';
import type { Doc } from '../bson/values.ts';
import type { Member } from '../index.ts';
import { Client } from '../recordings/client.ts';
import { Snapshots } from './snapshots.ts';

let member: Member;
let client: Client;
beforeEach(async () => {
  member = await startAlone({ serverVersion: '8.0' });
  client = await Client.connect(member.port);
});
afterEach(async () => {
  client.close();
  await member.close();
});

const ask = (cmd: Doc): Promise<Doc> => client.command('t', cmd);

test('what was inserted, changed and deleted since is undone; of a change of the catalogue that cannot be', async () => {
  const { engine } = member.state;
  await ask({
    insert: 'c',
    documents: [
      { _id: 1, n: 0 },
      { _id: 2, n: 0 },
    ],
  });
  const { ts, store } = engine.snapshots.newest();
  await ask({ update: 'c', updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } } }] });
  await ask({ delete: 'c', deletes: [{ q: { _id: 2 }, limit: 1 }] });
  await ask({ insert: 'c', documents: [{ _id: 3 }] });
  await ask({ insert: 'other', documents: [{ _id: 1 }] });
  const contents = (from: typeof store): Doc =>
    Object.fromEntries(
      [...from.collections].map(([ns, coll]) => [ns, [...coll.records.ascend()].map(([, { doc }]) => doc)]),
    );
  const other = new Snapshots(engine.oplog, engine.commit);
  expect(contents(other.at(ts).store)).toEqual({
    't.c': [
      { _id: 1, n: 0 },
      { _id: 2, n: 0 },
    ],
  });
  expect(contents(engine.snapshots.at(ts).store)).toEqual(contents(store));
  await ask({ drop: 'other' });
  expect(() => other.at(ts)).toThrow('pending collection catalog changes');
  expect(engine.snapshots.at(ts).store).toBe(store);
});

test('of what is older than five minutes nothing is left', async () => {
  const { engine } = member.state;
  await ask({ insert: 'c', documents: [{ _id: 1 }] });
  const { ts } = engine.snapshots.newest();
  engine.clock.witness(ts + (301n << 32n));
  await ask({ insert: 'c', documents: [{ _id: 2 }] });
  expect(() => new Snapshots(engine.oplog, engine.commit).at(ts)).toThrow('older than the oldest');
});
