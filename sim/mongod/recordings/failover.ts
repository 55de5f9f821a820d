/**
 * A lost primary, a roll-back, a planned step-down and a lost majority, as three real servers were recorded in them.
 * The recording tells what was sent to whom; what befell the servers in between is in its notes, and here in `befalls`.
 */
import '../../node/install.ts';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Binary, EJSON, Long } from 'bson';
import type { Doc } from '../bson/values.ts';
import { inWorld } from '../replset/in-world.ts';
import { Lab } from '../replset/lab.ts';
import type { Client } from './client.ts';
import { differences, normalise } from './replay.ts';

const DISK_MS = 30;

interface Step {
  note?: string;
  on: string;
  db: string;
  command: Doc;
  reply: Doc;
}

const bytes = gunzipSync(readFileSync(new URL('./failover.json.gz', import.meta.url)));
const { story } = JSON.parse(bytes.toString()) as { story: Step[] };

/** Who answers to a name of the recording, when it changes. */
class Cast {
  primary = 0;
  private readonly lab: Lab;
  private readonly names = new Map<string, number>();
  private readonly clients = new Map<number, Client>();

  constructor(lab: Lab) {
    this.lab = lab;
  }

  /** What the notes say happens before the steps that follow. */
  async befalls(note: string): Promise<void> {
    this.names.clear();
    const others = this.lab.others(this.primary);
    if (note.startsWith('Replication to both secondaries is held back')) {
      for (const i of others) await this.lab.hold(i, 'alwaysOn');
    } else if (note.startsWith('The primary is killed')) {
      await this.lab.crash(this.primary);
      for (const i of others) await this.lab.hold(i, 'off');
    }
  }

  /** The member that the step speaks to, once it is what the step's name for it says. */
  async member(name: string): Promise<number> {
    const known = this.names.get(name);
    if (known !== undefined) return known;
    const before = this.primary;
    let found = before;
    if (name === 'secondary') found = this.lab.others(before)[0]!;
    else if (name === 'new primary') {
      found = this.primary = await this.lab.primary(before);
      this.journalsLag();
    } else if (name === 'returned node') found = await this.returned();
    else if (name === 'isolated') {
      // The note says that the others are paused; the primary is to accept one more write before.
      this.lab.cut(...this.lab.others(before));
      await this.lab.until(() => this.lab.members[before]!.state.role !== 'primary');
    }
    this.names.set(name, found);
    return found;
  }

  /** What two members have is not yet in a majority's journals when it is asked for. */
  private journalsLag(): void {
    this.lab.latencyMs.fill(DISK_MS);
    this.lab.latencyMs[this.lab.others(this.primary)[0]!] = 0;
  }

  private async returned(): Promise<number> {
    const i = this.lab.members.findIndex((m) => m.state.replset.closed);
    await this.lab.restart(i);
    const end = this.lab.members[this.primary]!.state.engine.oplog.end;
    await this.lab.until(() => this.lab.members[i]!.state.engine.oplog.has(end));
    return i;
  }

  async client(name: string): Promise<Client> {
    const i = await this.member(name);
    let client = this.clients.get(i);
    if (!client || client.closed) {
      client = await this.lab.client(i);
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

/** In virtual time. How many steps there are, and what was answered otherwise than recorded. */
export const playFailover = inWorld(async (): Promise<{ steps: number; differ: string[] }> => {
  const lab = await Lab.start({ serverVersion: '4.4' });
  try {
    const cast = new Cast(lab);
    cast.primary = await lab.primary();
    return await play(cast);
  } finally {
    await lab.close();
  }
});

async function play(cast: Cast): Promise<{ steps: number; differ: string[] }> {
  const values = new Values();
  const differ: string[] = [];
  let steps = 0;
  for (const [i, step] of story.entries()) {
    if (step.note !== undefined) {
      await cast.befalls(step.note);
      continue;
    }
    steps++;
    const cmd = values.fill(step.command);
    const client = await cast.client(step.on);
    const reply = await client.command(step.db, cmd);
    values.learn(cmd, reply);
    let seen = JSON.parse(JSON.stringify(normalise(reply))) as Doc;
    if (cmd.isMaster) seen = Object.fromEntries(Object.entries(seen).filter(([name]) => name in step.reply));
    const expected = JSON.parse(JSON.stringify(step.reply).replaceAll('rsf', 'rs0')) as Doc;
    const found = differences(expected, seen, '');
    if (found.length > 0) differ.push(`step ${i} ${JSON.stringify(step.command)}: ${found.join('; ')}`);
  }
  return { steps, differ };
}
