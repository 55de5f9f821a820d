/** A follower of a change stream, however it reads and whatever becomes of the set, sees each event once and in order. */
import '../../node/install.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Doc } from '../bson/values.ts';
import type { Client } from '../recordings/client.ts';
import { inWorld } from '../replset/in-world.ts';
import { Lab } from '../replset/lab.ts';
import { parseToken } from './token.ts';

type Write = 'insert' | 'elsewhere' | 'unwanted' | 'transaction' | 'drop';
type Act =
  | { act: 'write'; what: Write }
  | { act: 'read'; size: number }
  | { act: 'resume'; by: 'resumeAfter' | 'startAfter'; lost: number; on: number }
  | { act: 'fail over'; cut: boolean };

const acts = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        act: fc.constant('write' as const),
        what: fc.constantFrom<Write>(
          'insert',
          'insert',
          'elsewhere',
          'unwanted',
          'transaction',
          'transaction',
          'drop',
        ),
      }),
    },
    {
      weight: 5,
      arbitrary: fc.record({ act: fc.constant('read' as const), size: fc.constantFrom(1, 1, 2, 50) }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        act: fc.constant('resume' as const),
        by: fc.constantFrom('resumeAfter' as const, 'startAfter' as const),
        lost: fc.nat(2),
        on: fc.nat(2),
      }),
    },
    { weight: 1, arbitrary: fc.record({ act: fc.constant('fail over' as const), cut: fc.boolean() }) },
  ),
  { minLength: 3, maxLength: 25 },
);

const dataOf = (token: unknown): string => String((token as Doc)._data);

/** Cluster time, operation, and whether it is the invalidate after it. */
function placeOf(data: string): string {
  const { ts, op, invalidate } = parseToken({ _data: data }, 'resumeAfter');
  return `${ts} ${op}${invalidate ? ' invalidate' : ''}`;
}

/** Reads a stream of the collection `t.c`, or of all of `t`, as a driver does: after an error it goes on from its token. */
class Follower {
  readonly seen: string[] = [];
  startTs = 0n;
  private readonly lab: Lab;
  private readonly whole: boolean;
  private client: Client | undefined;
  private cursor: unknown;
  private token: string | undefined;
  private by: 'resumeAfter' | 'startAfter' = 'startAfter';
  /** How many members after the primary is the one it reads from. */
  private on = 0;
  /** Where the follower was after each event of the last batch, the state before it first. */
  private last: string[] = [];

  constructor(lab: Lab, whole: boolean) {
    this.lab = lab;
    this.whole = whole;
  }

  private get name() {
    return this.whole ? '$cmd.aggregate' : 'c';
  }

  async open(): Promise<void> {
    this.client = await this.lab.client(((await this.lab.primary()) + this.on) % 3);
    const invalidated = this.seen.at(-1)?.endsWith('invalidate');
    const spec = this.token ? { [invalidated ? 'startAfter' : this.by]: { _data: this.token } } : {};
    const reply = await this.client.command('t', {
      aggregate: this.whole ? 1 : 'c',
      pipeline: [{ $changeStream: spec }, { $match: { 'fullDocument.unwanted': { $ne: true } } }],
      cursor: {},
      $readPreference: { mode: 'nearest' },
    });
    expect(reply).toMatchObject({ ok: { value: 1 } });
    const fresh = this.token === undefined;
    this.take(reply.cursor as Doc, 'firstBatch');
    if (fresh) this.startTs = parseToken({ _data: this.token }, 'resumeAfter').ts;
  }

  async read(size: number): Promise<number> {
    if (this.cursor === undefined) await this.open();
    const more = {
      getMore: this.cursor,
      collection: this.name,
      batchSize: size,
      maxTimeMS: 1,
      $readPreference: { mode: 'nearest' },
    };
    const reply = await this.client!.command('t', more).catch((): Doc => ({ ok: 0 }));
    if (reply.cursor) return this.take(reply.cursor as Doc, 'nextBatch');
    this.cursor = undefined;
    return 0;
  }

  /** The follower dies and another goes on: from the end of the last batch, or where so many of it were not yet seen to. */
  resume(by: 'resumeAfter' | 'startAfter', lost: number, on: number): void {
    this.by = by;
    this.on = on;
    this.cursor = undefined;
    const unseen = Math.min(lost, this.last.length - 1);
    if (unseen < 1) return;
    this.token = this.last.at(-1 - unseen)!;
    this.seen.splice(this.seen.length - unseen);
    this.last = [this.token];
  }

  private take(cursor: Doc, field: string): number {
    const events = cursor[field] as Doc[];
    this.last = this.token === undefined ? [] : [this.token];
    for (const { _id } of events) {
      const data = dataOf(_id);
      if (this.token !== undefined) expect(data > this.token, 'an event is after the token').toBe(true);
      this.seen.push(placeOf(data));
      this.token = data;
      this.last.push(data);
    }
    const token = dataOf(cursor.postBatchResumeToken);
    if (this.token !== undefined) expect(token >= this.token, 'a token does not go back').toBe(true);
    this.token = token;
    this.cursor = String(cursor.id) === '0' ? undefined : cursor.id;
    return events.length;
  }

  /** What is there to be seen since it opened, as the oplog has it. */
  async all(): Promise<string[]> {
    const { oplog } = this.lab.members[await this.lab.primary()]!.state.engine;
    const all: string[] = [];
    for (const { ts, ops } of oplog.between(this.startTs - 1n, oplog.end.ts)) {
      ops.forEach((op, i) => {
        const dropped = op.op === 'c' && 'drop' in op.o;
        const written = op.op === 'i' && (this.whole || op.ns === 't.c') && !op.after?.unwanted;
        if (dropped || written) all.push(`${ts} ${i}`);
        if (dropped && !this.whole) all.push(`${ts} ${i} invalidate`);
      });
    }
    return all;
  }
}

class Play {
  private readonly lab: Lab;
  private readonly follower: Follower;
  private count = 0;

  constructor(lab: Lab, follower: Follower) {
    this.lab = lab;
    this.follower = follower;
  }

  async perform(act: Act): Promise<void> {
    if (act.act === 'write') await this.write(await this.lab.primary(), act.what, 'majority');
    else if (act.act === 'read') await this.follower.read(act.size);
    else if (act.act === 'resume') this.follower.resume(act.by, act.lost, act.on);
    else await this.failOver(act.cut);
  }

  private async write(i: number, what: Write, w: unknown): Promise<void> {
    const doc = (more: Doc = {}): Doc => ({ _id: this.count++, ...more });
    const concern = { writeConcern: { w } };
    const insert = (coll: string, more?: Doc) => ({ insert: coll, documents: [doc(more)] });
    if (what === 'drop') await this.lab.run(i, 't', { drop: 'c', ...concern });
    else if (what === 'elsewhere') await this.lab.run(i, 't', { ...insert('d'), ...concern });
    else if (what === 'unwanted')
      await this.lab.run(i, 't', { ...insert('c', { unwanted: true }), ...concern });
    else if (what === 'insert') await this.lab.run(i, 't', { ...insert('c'), ...concern });
    else {
      const txn = { lsid: { id: this.lab.uuid(this.count++) }, txnNumber: 1n, autocommit: false };
      await this.lab.run(i, 't', { ...insert('c'), ...txn, startTransaction: true });
      await this.lab.run(i, 't', { ...insert('c', { unwanted: true }), ...txn });
      await this.lab.run(i, 't', { ...insert('c'), ...txn });
      await this.lab.run(i, 'admin', { commitTransaction: 1, ...txn, ...concern });
    }
  }

  /** With a cut, the old primary writes what is rolled back, and goes on being read. */
  private async failOver(cut: boolean): Promise<void> {
    const old = await this.lab.primary();
    if (cut) {
      this.lab.cut(old);
      await this.write(old, 'insert', 1);
      await this.follower.read(1);
      await this.lab.primary(old);
      this.lab.mend();
    } else await this.lab.stepUp((old + 1) % 3, old);
    await this.lab.inStep();
  }
}

async function followed(whole: boolean, script: Act[]): Promise<void> {
  const lab = await Lab.start();
  try {
    await lab.run(await lab.primary(), 't', { create: 'c', writeConcern: { w: 3 } });
    const follower = new Follower(lab, whole);
    await follower.open();
    const play = new Play(lab, follower);
    for (const act of script) await play.perform(act);
    await lab.inStep();
    for (let idle = 0; idle < 3; ) idle = (await follower.read(50)) > 0 ? 0 : idle + 1;
    expect(follower.seen).toEqual(await follower.all());
  } finally {
    await lab.close();
  }
}

test('no token goes back; no event is lost or comes twice', async () => {
  const property = fc.asyncProperty(fc.boolean(), acts, (whole, script) =>
    inWorld(() => followed(whole, script))(),
  );
  await fc.assert(property, { seed: 17, numRuns: 40 });
}, 60_000);

test(
  'what a majority has is in the first batch of a resumed stream, and nothing else',
  inWorld(async () => {
    const lab = await Lab.start();
    try {
      const p = await lab.primary();
      const stream = async (spec: Doc, batchSize?: number): Promise<Doc> => {
        const cursor = batchSize === undefined ? {} : { batchSize };
        const reply = await lab.run(p, 't', { aggregate: 'c', pipeline: [{ $changeStream: spec }], cursor });
        return reply.cursor as Doc;
      };
      const ids = ({ firstBatch }: Doc) =>
        (firstBatch as Doc[]).map((event) => Number((event.documentKey as Doc)._id));
      const insert = (_id: number, w: unknown) =>
        lab.run(p, 't', { insert: 'c', documents: [{ _id }], writeConcern: { w } });

      const opened = await stream({});
      expect(opened.firstBatch).toEqual([]);
      const from = { resumeAfter: opened.postBatchResumeToken };
      await insert(1, 'majority');
      await insert(2, 'majority');
      lab.cut(p);
      await insert(3, 1);

      const all = await stream(from);
      expect(ids(all)).toEqual([1, 2]);
      expect(all.postBatchResumeToken).toEqual((all.firstBatch as Doc[])[1]!._id);
      expect(ids(await stream(from, 1))).toEqual([1]);
      expect(await stream(from, 0)).toMatchObject({ firstBatch: [], postBatchResumeToken: from.resumeAfter });
    } finally {
      await lab.close();
    }
  }),
);

test(
  'a stream that ends in its first batch has no cursor',
  inWorld(async () => {
    const lab = await Lab.start();
    try {
      const p = await lab.primary();
      const stream = (spec: Doc): Promise<Doc> =>
        lab.run(p, 't', { aggregate: 'c', pipeline: [{ $changeStream: spec }], cursor: {} });
      const opened = (await stream({})).cursor as Doc;
      await lab.run(p, 't', { create: 'c' });
      await lab.run(p, 't', { drop: 'c', writeConcern: { w: 'majority' } });
      const { firstBatch, id } = (await stream({ resumeAfter: opened.postBatchResumeToken })).cursor as Doc;
      expect((firstBatch as Doc[]).map((event) => event.operationType)).toEqual(['drop', 'invalidate']);
      expect(String(id)).toBe('0');
    } finally {
      await lab.close();
    }
  }),
);
