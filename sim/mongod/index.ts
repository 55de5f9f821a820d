/**
 * A model of MongoDB 4.4 to 8.0, on plain `node:net`: real over TCP, and a host like any other in the
 * simulator. Its truth is what a real server answered: recordings/.
 *
 *   wire/      bytes to messages and back; one connection's bad message harms no other
 *   commands/  one file per group of commands; dispatch.ts runs one from document to reply
 *   query/     filters, updates, projections, expressions and pipelines on the model's values; mingo for the long tail
 *   session/   retryable writes, transactions, and the locks between them
 *   stream/    change streams and resume tokens
 *   oplog/     entries and applying them, the journal, the commit point and those who wait for it
 *   storage/   collections and indexes on a copy-on-write B-tree: a snapshot costs a pointer
 *   bson/      values with exact types, their order, and their keys
 *   collation/ strings in the order of a language
 *   auth/      who a client is and what it may do: SCRAM, users, roles
 *   upkeep/    what a member sees to from time to time: TTL indexes, and what is idle or too old
 *   replset/   the other members: heartbeats, elections, replication, roll-back, initial sync
 *   engine.ts  the state of a member and the one way to change it; member.ts: its role, who may write
 *   version.ts which MongoDB it is: what differs asks `isAtLeast`
 *   set.ts     several members in one process
 *
 * How a write goes: wire → dispatch → commands/write → statements → engine.Writer → storage, then an oplog entry,
 * then the journal (disk.ts); the reply waits for its write concern at oplog/commit.ts; what is committed reaches
 * change streams and `onCommit`.
 *
 * Not modelled:
 *
 *   roles that people make, X.509 and what is not SCRAM; TLS (but for `secure`), compression
 *   sharding, time series, GridFS's own helpers
 *   text and geo indexes and their queries, wildcard indexes of several fields
 *   `$where`, `$function` and other JavaScript; mapReduce
 *   diagnostics beyond what drivers and shells ask
 *   renaming across databases
 *   `$bucketAuto` by granularity
 *   reads at a cluster time of the client's choice
 *   that a session is used on one member keeps no cursor of it alive on another
 *   field names that look like array indexes sort first in their document
 *   the size of the cache and memory limits of sorts
 *
 * What is not supported is refused with the server's error, not ignored.
 */
import type net from 'node:net';
import { Decimal128, Double } from 'bson';
import type { DatabaseUser } from '../../harness/mongo/users.ts';
import { type Doc, isObject, type Value } from './bson/values.ts';
import type { Disk } from './disk.ts';
import type { CommittedEntry } from './engine.ts';
import type { Happening } from './happening.ts';
import { Member as State } from './member.ts';
import type { Dial } from './replset/link.ts';
import type { MemberConfig } from './replset/peer.ts';
import type { ServerVersion } from './version.ts';
import { Server } from './wire/server.ts';

export { type Disk, type MemoryDisk, memoryDisk, noDisk } from './disk.ts';
export type { CommittedEntry } from './engine.ts';
export type { Happening } from './happening.ts';
export type { WriteId } from './oplog/entry.ts';
export type { MemberConfig } from './replset/peer.ts';

/** What a member logs: `became primary`, with what belongs to it. */
export interface MemberLine {
  level: string;
  msg: string;
  [field: string]: unknown;
}

export interface MemberOptions {
  name: string;
  host: string;
  /** 0 takes a free one. */
  port: number;
  replSet: string;
  /** Which MongoDB it is like; `USUAL_VERSION` when absent. */
  serverVersion?: ServerVersion;
  /** The whole configured set, this member included; empty for this member alone. */
  members: MemberConfig[];
  /** Outlives the member: what a restarted one begins with. */
  disk: Disk;
  /** How often members make sure of each other, and how long after the last word of a primary they elect another. */
  heartbeatMs?: number;
  electionMs?: number;
  /** What takes a client that begins with TLS, and gives what is said under it; where absent, such a one is hung up on. */
  secure?: (socket: net.Socket) => net.Socket;
  /** Milliseconds between an upsert's look for a document and its insert, asked at each that finds none; 0 when absent. */
  upsertGapMs?: () => number;
  /**
   * Nobody but users gets in, and those are there once the set has its first primary; absent: everybody does, and who gives
   * a name and a password is still asked to be right.
   */
  users?: readonly DatabaseUser[];
  /** How the member reaches the others; over `node:net` when absent. */
  dial?: Dial;
  /** How many entries the oplog keeps; 50,000 when absent. */
  oplogLimit?: number;
  log?: (line: MemberLine) => void;
  /**
   * Told each majority-committed change of a document, in oplog order; after a crash maybe some once more, known by
   * their cluster time. Values are as the driver gives them.
   */
  onCommit?: (entry: CommittedEntry) => void;
  /** Told what else happens inside. */
  onHappening?: (what: Happening) => void;
}

export interface Member {
  uri: string;
  port: number;
  /** The state inside, for faults and tests. */
  state: State;
  /** Stops: no socket, timer or waiter is left. What the disk holds stays. */
  close(): Promise<void>;
}

/** Starts a member; resolves once it takes connections. Rejects when the port is taken. */
export async function startMember(options: MemberOptions): Promise<Member> {
  const opened = await openMember(options);
  opened.state.started(opened.port, options.members);
  return opened;
}

/** Takes connections, but does nothing for them before its state is `started`. */
export async function openMember(options: MemberOptions): Promise<Member> {
  const { onCommit } = options;
  const state = new State(
    onCommit ? { ...options, onCommit: (entry) => onCommit(promoted(entry)) } : options,
  );
  const server = new Server(state);
  const port = await server.listen(options.host, options.port);
  return {
    uri: `mongodb://${options.host}:${port}/?replicaSet=${options.replSet}`,
    port,
    state,
    async close() {
      state.close();
      await server.close();
    },
  };
}

function promoted(entry: CommittedEntry): CommittedEntry {
  return {
    ...entry,
    id: promote(entry.id),
    before: entry.before && (promote(entry.before) as Doc),
    after: entry.after && (promote(entry.after) as Doc),
  };
}

/** Numbers as the driver gives them by default; everything else as it is, shared and not to be changed. */
function promote(v: Value): Value {
  if (v instanceof Double) return v.value;
  if (typeof v === 'bigint') return v >= -9007199254740991n && v <= 9007199254740991n ? Number(v) : v;
  if (typeof v !== 'object' || v === null || v instanceof Decimal128) return v;
  if (Array.isArray(v)) {
    const out = v.map(promote);
    return out.some((x, i) => x !== v[i]) ? out : v;
  }
  if (!isObject(v)) return v;
  let out: Doc | undefined;
  for (const name of Object.keys(v)) {
    const value = promote(v[name]);
    if (value === v[name]) continue;
    out ??= { ...v };
    out[name] = value;
  }
  return out ?? v;
}
