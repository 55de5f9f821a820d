/**
 * A lost primary, a roll-back, a planned step-down and a lost majority, as three real servers were recorded in them.
 * The recording tells what was sent to whom; what befell the servers in between is in its notes, and here in `befalls`.
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Binary, EJSON, Long } from 'bson';
import { afterEach, expect, test } from 'vitest';
import type { Doc } from '../bson/values.ts';
import { Lab } from '../replset/lab.ts';
import type { Client } from './client.ts';
import { differences, normalise } from './replay.ts';

interface Step {
  note?: string;
  on: string;
  db: string;
  command: Doc;
  reply: Doc;
}

const bytes = gunzipSync(readFileSync(new URL('./failover.json.gz', import.meta.url)));
const { story } = JSON.parse(bytes.toString()) as { story: Step[] };

let lab: Lab;
afterEach(() => lab.close());

/** Who answers to a name of the recording, when it changes. */
class Cast {
  primary = 0;
  private readonly names = new Map<string, number>();
  private readonly clients = new Map<number, Client>();

  async begin(): Promise<void> {
    lab = await Lab.start();
    this.primary = await lab.primary();
  }

  /** What the notes say happens before the steps that follow. */
  async befalls(note: string): Promise<void> {
    this.names.clear();
    const others = lab.others(this.primary);
    if (note.startsWith('Replication to both secondaries is held back')) {
      for (const i of others) await lab.hold(i, 'alwaysOn');
    } else if (note.startsWith('The primary is killed')) {
      await lab.crash(this.primary);
      for (const i of others) await lab.hold(i, 'off');
    }
  }

  /** The member that the step speaks to, once it is what the step's name for it says. */
  async member(name: string): Promise<number> {
    const known = this.names.get(name);
    if (known !== undefined) return known;
    const before = this.primary;
    let found = before;
    if (name === 'secondary') found = lab.others(before)[0]!;
    else if (name === 'new primary') found = this.primary = await lab.primary(before);
    else if (name === 'returned node') found = await this.returned();
    else if (name === 'isolated') {
      // The note says that the others are paused; the primary is to accept one more write before.
      lab.cut(...lab.others(before));
      await lab.until(() => lab.members[before]!.state.role !== 'primary');
    }
    this.names.set(name, found);
    return found;
  }

  private async returned(): Promise<number> {
    const i = lab.members.findIndex((m) => m.state.replset.closed);
    await lab.restart(i);
    const end = lab.members[this.primary]!.state.engine.oplog.end;
    await lab.until(() => lab.members[i]!.state.engine.oplog.has(end));
    return i;
  }

  async client(name: string): Promise<Client> {
    const i = await this.member(name);
    let client = this.clients.get(i);
    if (!client || client.closed) {
      client = await lab.client(i);
      this.clients.set(i, client);
    }
    return client;
  }
}

/** Puts values of this run where the recording has placeholders. */
class Values {
  private stream: unknown;
  private cursor: unknown;
  private token: unknown;

  fill(command: Doc): Doc {
    const cmd = EJSON.deserialize(command as never, { relaxed: false }) as Doc;
    if (cmd.getMore) cmd.getMore = cmd.maxTimeMS === undefined ? this.cursor : this.stream;
    if (cmd.lsid) cmd.lsid = { id: new Binary(Buffer.alloc(16, cmd.autocommit === undefined ? 1 : 2), 4) };
    if (cmd.txnNumber) cmd.txnNumber = Long.fromNumber(1);
    const spec = (cmd.pipeline as Doc[] | undefined)?.[0]?.$changeStream as Doc | undefined;
    if (spec?.resumeAfter) spec.resumeAfter = this.token;
    return cmd;
  }

  learn(cmd: Doc, reply: Doc): void {
    const cursor = reply.cursor as Doc | undefined;
    if (cmd.aggregate) this.stream = cursor?.id;
    else if (cmd.find) this.cursor = cursor?.id;
    for (const event of (cursor?.nextBatch as Doc[] | undefined) ?? [])
      if (event.operationType) this.token = event._id;
  }
}

test('three members go through the recorded fail-over as real servers did', { timeout: 30_000 }, async () => {
  const cast = new Cast();
  await cast.begin();
  const values = new Values();
  const found: string[] = [];
  for (const [i, step] of story.entries()) {
    if (step.note !== undefined) {
      await cast.befalls(step.note);
      continue;
    }
    const cmd = values.fill(step.command);
    const client = await cast.client(step.on);
    const reply = await client.command(step.db, cmd);
    values.learn(cmd, reply);
    let seen = JSON.parse(JSON.stringify(normalise(reply))) as Doc;
    if (cmd.isMaster) seen = Object.fromEntries(Object.entries(seen).filter(([name]) => name in step.reply));
    const expected = JSON.parse(JSON.stringify(step.reply).replaceAll('rsf', 'rs0')) as Doc;
    found.push(
      ...differences(expected, seen, '').map((line) => `step ${i} ${JSON.stringify(step.command)}: ${line}`),
    );
  }
  expect(found).toEqual([]);
});
