/** Hostile bytes end their own connection, with a reason in the log, and harm no other. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startAlone } from '../alone.ts';
import { encode } from '../bson/encode.ts';
import type { Member, MemberLine } from '../index.ts';
import { Client } from '../recordings/client.ts';
import { fuzz, message } from './hostile.ts';

let member: Member;
const reasons: string[] = [];
const unexpected: string[] = [];

beforeAll(async () => {
  const log = (line: MemberLine): void => {
    if (line.level === 'warn') reasons.push(String(line.reason));
    if (line.level === 'error') unexpected.push(JSON.stringify(line));
  };
  member = await startAlone({
    log,
  });
});
afterAll(() => member.close());

const closed = async (client: Client): Promise<boolean> => {
  for (let i = 0; i < 200 && !client.closed; i++) await new Promise((resolve) => setImmediate(resolve));
  return client.closed;
};

function nested(levels: number): Buffer {
  let doc = encode({});
  for (let i = 0; i < levels; i++) {
    const head = Buffer.from([0, 0, 0, 0, 3, 97, 0]);
    const out = Buffer.concat([head, doc, Buffer.from([0])]);
    out.writeInt32LE(out.length, 0);
    doc = out;
  }
  return doc;
}

const ping = encode({ ping: 1, $db: 'admin' });
const bad: [string, Buffer][] = [
  ['a length below the header', Buffer.from([3, 0, 0, 0, 0, 0, 0, 0])],
  ['a negative length', Buffer.from([255, 255, 255, 255, 0, 0, 0, 0])],
  ['a length over the limit', Buffer.from([0, 0, 0, 127, 0, 0, 0, 0])],
  ['an unknown operation', message(ping, 9999)],
  ['a compressed message that was not agreed on', message(ping, 2012)],
  ['unknown required flags', message(ping, 2013, 1 << 5)],
  ['a body that says it is longer', message(Buffer.from([99, 0, 0, 0, 0]))],
  ['a body cut short', message(ping.subarray(0, 10))],
  ['deep nesting', message(nested(5000))],
  ['a section of an unknown kind', Buffer.concat([message(Buffer.alloc(0)).fill(9, 20), ping]).fill(0, 0, 0)],
];

test.each(bad)('%s', async (_, bytes) => {
  const before = reasons.length;
  const client = await Client.connect(member.port);
  if (bytes.length >= 21) bytes.writeInt32LE(bytes.length, 0);
  client.raw(bytes);
  expect(await closed(client)).toBe(true);
  expect(reasons.length).toBe(before + 1);
});

test('half a message waits, and harms nobody', async () => {
  const half = await Client.connect(member.port);
  half.raw(message(ping).subarray(0, 15));
  const other = await Client.connect(member.port);
  expect(Number((await other.command('admin', { ping: 1 })).ok)).toBe(1);
  expect(half.closed).toBe(false);
  half.close();
  other.close();
});

test('seeded hostile messages, few enough for every day', async () => {
  await fuzz(member.port, 'groundhog', 3000);
  expect(unexpected).toEqual([]);
});
