import { expect, test } from 'vitest';
import type { FaultTools } from '../../../sim/faults/index.ts';
import { noDisk } from '../../../sim/mongod/disk.ts';
import { Engine, Writer } from '../../../sim/mongod/engine.ts';
import type { Member } from '../../../sim/mongod/member.ts';
import { Transaction } from '../../../sim/mongod/session/transaction.ts';
import { Index } from '../../../sim/mongod/storage/index.ts';
import { foreignInsert } from '../../../sim/system/foreign.ts';
import { World } from '../../../sim/world/world.ts';
import { isPoison } from '../invariants/streams.ts';
import { poisonEvent } from './poison-event.ts';

function shop() {
  const engine = new Engine(noDisk(), 1000, undefined);
  const writer = new Writer(engine, undefined, undefined, () => {});
  const events = writer.create('shop_db.events');
  events.indexes.push(new Index({ v: 2, key: { stream_id: 1, version: 1 }, name: 'version', unique: true }));
  for (const [stream_id, version] of [
    ['jam', 1],
    ['tea', 1],
    ['tea', 2],
  ] as const)
    writer.insert(events, { _id: `${stream_id}${version}`, stream_id, version, type: 'restocked', qty: 1 });
  const member = { engine, role: 'primary' } as Member;
  const databases = {
    primary: () => 'db',
    touch: (_host: string, what: (m: Member) => void) => what(member),
  };
  const struck: string[] = [];
  const insert = foreignInsert(new World({ seed: 'poison' }), databases);
  const strikes = (whom: string) => void struck.push(whom);
  const tools = { foreignInsert: insert, strikes } as unknown as FaultTools;
  const inject = (stream: number, event: object) => poisonEvent.inject({ stream, event }, tools);
  const stored = () => [...events.records.ascend()].map(([, { doc }]) => doc);
  return { engine, events, inject, stored, struck };
}

test('it takes the next version of a stream, and is poison to everybody', () => {
  const { inject, stored, struck } = shop();
  inject(1, { type: 'reserved', qty: '2' });
  inject(3, { qty: 1 });
  inject(0, { type: 'adjusted', qty: 3 });
  const poison = stored().slice(3);
  expect(poison.map(({ stream_id, version }) => [stream_id, version])).toEqual([
    ['tea', 3],
    ['tea', 4],
    ['jam', 2],
  ]);
  expect(struck).toEqual(['tea v3', 'tea v4', 'jam v2']);
  expect(poison.every(isPoison)).toBe(true);
  expect(new Set(poison.map(({ _id }) => String(_id))).size).toBe(3);
});

test('it waits its turn behind a transaction that is about to take the version', async () => {
  const { engine, events, inject, stored } = shop();
  const transaction = new Transaction(0n, {}, () => engine.store, engine.locks);
  transaction.claim(events, 'x', { _id: 'x', stream_id: 'tea', version: 3 });
  inject(1, { type: 'adjusted', qty: 3 });
  expect(stored()).toHaveLength(3);
  transaction.abort();
  await transaction.ended;
  expect(stored()).toHaveLength(4);
});
