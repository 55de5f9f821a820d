/** What a server on which JavaScript is switched off, and without an index for text or places, does not do. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startAlone } from '../alone.ts';
import type { Doc } from '../bson/values.ts';
import type { Member } from '../index.ts';
import { Client } from '../recordings/client.ts';
import type { ServerVersion } from '../version.ts';

const members = new Map<ServerVersion, { member: Member; client: Client }>();

beforeAll(async () => {
  for (const serverVersion of ['4.4', '8.0'] as const) {
    const member = await startAlone({ serverVersion });
    const client = await Client.connect(member.port);
    await client.command('t', { insert: 'c', documents: [{ a: 1 }] });
    members.set(serverVersion, { member, client });
  }
});
afterAll(async () => {
  for (const { client, member } of members.values()) {
    client.close();
    await member.close();
  }
});

async function codeOf(cmd: Doc, version: ServerVersion = '8.0'): Promise<number> {
  const reply = await members.get(version)!.client.command('t', cmd);
  const [first] = (reply.writeErrors as Doc[] | undefined) ?? [];
  return Number((first ?? reply).code);
}

const find = (filter: Doc, coll = 'c'): Doc => ({ find: coll, filter });
const aggregate = (...pipeline: Doc[]): Doc => ({ aggregate: 'c', pipeline, cursor: {} });
const script = { body: 'function() { return 1; }', args: [], lang: 'js' };
const sum = { init: 'f', accumulate: 'f', accumulateArgs: [], merge: 'f', lang: 'js' };

test.each([
  ['4.4', 2],
  ['8.0', 6108304],
] as const)('$where is refused by %s with %i, whatever there is', async (version, code) => {
  const $where = 'this.a > 0';
  for (const cmd of [
    find({ $where }),
    find({ $where }, 'none'),
    find({ $or: [{ a: 1 }, { $where }] }),
    { count: 'c', query: { $where } },
    { delete: 'c', deletes: [{ q: { $where }, limit: 1 }] },
    { update: 'c', updates: [{ q: { $where }, u: { $set: { b: 1 } } }] },
  ])
    expect(await codeOf(cmd, version), JSON.stringify(cmd)).toBe(code);
  expect(await codeOf(aggregate({ $match: { $or: [{ $where }] } }), version), 'in a pipeline').toBe(2);
});

test('other scripts are refused where they would run', async () => {
  expect(await codeOf(aggregate({ $set: { b: { $function: script } } }))).toBe(31264);
  expect(await codeOf(find({ $expr: { $function: script } }))).toBe(31264);
  expect(await codeOf(find({ $expr: { $function: script } }, 'none')), 'with nothing to run on').toBeNaN();
  expect(await codeOf(aggregate({ $group: { _id: 1, n: { $accumulator: sum } } }))).toBe(31264);
  expect(await codeOf({ mapReduce: 'c', map: 'f', reduce: 'f', out: { inline: 1 } })).toBe(31264);
  expect(await codeOf(aggregate({ $set: { b: { $function: { ...script, lang: 'lua' } } } }))).toBe(31419);
});

test('text and places need an index, which there is none of', async () => {
  const here = { $geometry: { type: 'Point', coordinates: [0, 0] } };
  expect(await codeOf(find({ $text: { $search: 'tea' } }))).toBe(27);
  expect(await codeOf(find({ at: { $near: here } }))).toBe(291);
  expect(await codeOf(find({ at: { $nearSphere: here } }))).toBe(291);
  expect(await codeOf(aggregate({ $geoNear: { near: here.$geometry, distanceField: 'd' } }))).toBe(27);
  for (const kind of ['text', '2d', '2dsphere'])
    expect(await codeOf({ createIndexes: 'c', indexes: [{ key: { a: kind }, name: 'x' }] }), kind).toBe(67);
});
