/** A replica set to be mistreated in tests: members crash and return, and are cut off from each other. */
import net from 'node:net';
import { Binary } from 'bson';
import type { Doc } from '../bson/values.ts';
import {
  type CommittedEntry,
  type Member,
  type MemberConfig,
  type MemoryDisk,
  memoryDisk,
  startMember,
} from '../index.ts';
import { Client } from '../recordings/client.ts';
import { startSet } from '../set.ts';
import type { ServerVersion } from '../version.ts';

export interface LabOptions {
  serverVersion?: ServerVersion;
  priorities?: number[];
  oplogLimit?: number;
  onCommit?: (member: number, entry: CommittedEntry) => void;
  onPrimary?: (member: number, term: number) => void;
}

const HEARTBEAT_MS = 30;
const ELECTION_MS = 250;

export class Lab {
  readonly members: Member[] = [];
  readonly disks: MemoryDisk[];
  /** How long each member's disk takes to sync. */
  readonly latencyMs = [0, 0, 0];
  private readonly options: LabOptions;
  private config: MemberConfig[] = [];
  private readonly cutOff = new Set<number>();
  private readonly dialled = new Set<{ from: number; port: number; socket: net.Socket }>();
  private readonly clients: Client[] = [];

  private constructor(options: LabOptions) {
    this.options = options;
    this.disks = this.latencyMs.map((_, i) => memoryDisk(() => this.latencyMs[i]!));
  }

  /** Three members, with a primary. */
  static async start(options: LabOptions = {}): Promise<Lab> {
    const lab = new Lab(options);
    const each = lab.disks.map((_, i) => ({ ...lab.of(i), port: 0, priority: options.priorities?.[i] ?? 1 }));
    const set = await startSet(each);
    lab.members.push(...set.members);
    lab.config = [...set.members[0]!.state.replset.config];
    await set.primary();
    return lab;
  }

  async close(): Promise<void> {
    for (const client of this.clients) client.close();
    for (const member of this.members) await member.close();
  }

  private of(i: number) {
    const { onCommit, onPrimary, oplogLimit, serverVersion } = this.options;
    return {
      name: `m${i}`,
      host: '127.0.0.1',
      replSet: 'rs0',
      disk: this.disks[i]!,
      ...(serverVersion && { serverVersion }),
      heartbeatMs: HEARTBEAT_MS,
      electionMs: ELECTION_MS,
      dial: (host: string, port: number) => this.dial(i, host, port),
      log: (line: { msg: string; term?: unknown }) => {
        if (line.msg === 'became primary') onPrimary?.(i, Number(line.term));
      },
      ...(oplogLimit === undefined ? {} : { oplogLimit }),
      ...(onCommit ? { onCommit: (entry: CommittedEntry) => onCommit(i, entry) } : {}),
    };
  }

  private dial(from: number, host: string, port: number): net.Socket {
    // What is sent to where nobody hears is neither answered nor refused.
    if (this.isCut(from, port)) return new net.Socket();
    const socket = net.connect({ host, port });
    const known = { from, port, socket };
    this.dialled.add(known);
    socket.on('close', () => this.dialled.delete(known));
    return socket;
  }

  /** The members no longer hear the others, nor are they heard. Clients still reach all. */
  cut(...members: number[]): void {
    for (const i of members) this.cutOff.add(i);
    for (const { from, port, socket } of this.dialled) if (this.isCut(from, port)) socket.destroy();
  }

  private isCut(from: number, port: number): boolean {
    return this.cutOff.has(from) || this.cutOff.has(this.members.findIndex((m) => m.port === port));
  }

  mend(): void {
    this.cutOff.clear();
  }

  /** The process dies, with what it had not journaled. */
  async crash(i: number): Promise<void> {
    this.disks[i]!.crash();
    await this.members[i]!.close();
  }

  async restart(i: number): Promise<void> {
    const { port } = this.config[i]!;
    this.members[i] = await startMember({ ...this.of(i), port, members: this.config });
  }

  /** The number of the primary, once there is one that is not among `except`. */
  async primary(...except: number[]): Promise<number> {
    const find = (): number =>
      this.members.findIndex((m, i) => m.state.role === 'primary' && !except.includes(i));
    await this.until(() => find() >= 0);
    return find();
  }

  /** There is a primary, and all members that live have its whole log, and know it to be committed. */
  async inStep(): Promise<void> {
    const p = await this.primary();
    await this.until(() => {
      const { end } = this.members[p]!.state.engine.oplog;
      return this.members.every(({ state: { engine, role } }) => {
        return role !== 'recovering' && engine.oplog.has(end) && engine.commit.committed === end.ts;
      });
    });
  }

  /** Makes a member primary in the place of another. */
  async stepUp(i: number, insteadOf: number): Promise<void> {
    if (this.members[i]!.state.role === 'primary') return;
    await this.run(i, 'admin', { replSetStepUp: 1 });
    await this.until(
      () => this.members[i]!.state.role === 'primary' && this.members[insteadOf]!.state.role !== 'primary',
    );
  }

  others(i: number): number[] {
    return [0, 1, 2].filter((n) => n !== i);
  }

  /** Looks after each change of any member's role and each commit, and every few milliseconds. */
  async until(test: () => boolean): Promise<void> {
    for (const endMs = Date.now() + 10_000; !test(); ) {
      if (Date.now() > endMs) throw new Error('it did not come to that in ten seconds');
      await new Promise((resolve) => setTimeout(resolve, 3));
    }
  }

  /** A connection to one member. */
  async client(i: number): Promise<Client> {
    const client = await Client.connect(this.members[i]!.port);
    this.clients.push(client);
    return client;
  }

  /** One command on a connection of its own. */
  async run(i: number, db: string, cmd: Doc): Promise<Doc> {
    return (await this.client(i)).command(db, cmd);
  }

  /** The ids in `t.c`, as this member has them. */
  async ids(i: number, level = 'local'): Promise<string[]> {
    const find = {
      find: 'c',
      sort: { _id: 1 },
      readConcern: { level },
      $readPreference: { mode: 'nearest' },
    };
    const reply = await this.run(i, 't', find);
    return ((reply.cursor as Doc).firstBatch as Doc[]).map((doc) => String(doc._id));
  }

  /** The collections of `t` that this member has. */
  async names(i: number): Promise<string[]> {
    const list = { listCollections: 1, $readPreference: { mode: 'nearest' } };
    return (((await this.run(i, 't', list)).cursor as Doc).firstBatch as Doc[]).map((c) => String(c.name));
  }

  uuid(n: number): Binary {
    return new Binary(Buffer.alloc(16, n), 4);
  }

  /** Replication to the member stands still; it hears and votes. */
  async hold(i: number, mode: 'alwaysOn' | 'off'): Promise<void> {
    await this.run(i, 'admin', { configureFailPoint: 'stopReplProducer', mode });
  }
}
