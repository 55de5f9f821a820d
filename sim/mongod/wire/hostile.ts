/** Makes messages that a broken or hostile client might send, and sends them. For tests. */
import { Timestamp } from 'bson';
import seedrandom from 'seedrandom';
import { encode } from '../bson/encode.ts';
import { Client } from '../recordings/client.ts';

export function message(body: Buffer, opCode = 2013, flags = 0): Buffer {
  const head = Buffer.alloc(21);
  head.writeInt32LE(21 + body.length, 0);
  head.writeInt32LE(7, 4);
  head.writeInt32LE(opCode, 12);
  head.writeUInt32LE(flags, 16);
  return Buffer.concat([head, body]);
}

const NAMES =
  `insert find update delete aggregate findAndModify getMore count distinct create createIndexes hello
  killCursors endSessions listCollections listIndexes dropIndexes drop collMod nope`.split(/\s+/);
const FIELDS =
  `documents filter updates deletes pipeline cursor query update collection key indexes sort limit skip lsid
  txnNumber autocommit startTransaction readConcern writeConcern cursors projection arrayFilters fields`.split(
    /\s+/,
  );

/** A command with odd values in its fields, damaged in a few bytes or in none. Its length is true. */
function hostile(random: () => number): Buffer {
  const n = (max: number): number => Math.floor(random() * max);
  const pick = <X>(list: X[]): X => list[n(list.length)]!;
  const value = (): unknown =>
    pick<unknown>([
      ...[1, -1, 1.5, 'x', '$a', '', null, true, 5n, new Timestamp({ t: 1, i: 1 })],
      ...[
        [],
        [1],
        [null],
        [{ $gt: 1 }],
        [{ $match: { a: 1 } }],
        [{ $changeStream: {} }],
        [{ q: {}, u: { $inc: { a: 1 } } }],
      ],
      ...[
        {},
        { a: 1 },
        { a: { $in: 1 } },
        { $set: { 'a.b': 1 } },
        { $push: { a: { $each: 1 } } },
        { level: 'x' },
        { $expr: { $add: ['$a'] } },
      ],
    ]);
  const cmd: Record<string, unknown> = { [pick(NAMES)]: n(3) === 0 ? value() : 'c' };
  for (let i = n(5); i > 0; i--) cmd[pick(FIELDS)] = value();
  const bytes = message(encode({ ...cmd, $db: n(20) === 0 ? value() : 'fuzz' }));
  for (let i = Math.max(0, n(6) - 2); i > 0; i--) bytes[4 + n(bytes.length - 4)] = n(256);
  return bytes;
}

/** Sends `count` messages, and after each asks on the same connection and on another whether the server is there. */
export async function fuzz(port: number, seed: string, count: number): Promise<{ closed: number }> {
  const random = seedrandom(seed);
  const witness = await Client.connect(port);
  let client = await Client.connect(port);
  let closed = 0;
  for (let i = 0; i < count; i++) {
    client.raw(hostile(random));
    const alive = await client.command('admin', { ping: 1 }).then(
      () => true,
      () => false,
    );
    if (!alive) {
      closed++;
      client = await Client.connect(port);
    }
    if (i % 100 === 0) await witness.command('admin', { ping: 1 });
  }
  await witness.command('admin', { ping: 1 });
  client.close();
  witness.close();
  return { closed };
}
