/** What a command gets, and what it gives back. */
import type { UserName } from '../auth/users.ts';
import { type Doc, isObject, type Value } from '../bson/values.ts';
import { Collation } from '../collation/collation.ts';
import { parseCollation } from '../collation/spec.ts';
import type { Cursors } from '../cursors.ts';
import { type Engine, Writer } from '../engine.ts';
import { fail } from '../errors.ts';
import type { Member } from '../member.ts';
import type { Snapshot } from '../oplog/snapshots.ts';
import { compileExpr } from '../query/expr.ts';
import { SERVER, type Vars, varsUnder } from '../query/expression.ts';
import type { Session } from '../session/sessions.ts';
import type { Transaction } from '../session/transaction.ts';
import type { Collection } from '../storage/collection.ts';
import type { Store } from '../storage/store.ts';
import { isAtLeast, type ServerVersion } from '../version.ts';
import type { Sasl } from './sasl.ts';

export interface CursorReply {
  name: 'firstBatch' | 'nextBatch';
  docs: Buffer[];
  id: bigint;
  ns: string;
  postBatchResumeToken?: object | undefined;
}

/** The fields of a reply before `ok`; documents of a cursor are BSON already. */
export interface Reply {
  fields: Doc;
  cursor?: CursorReply;
}

export interface Connection {
  id: number;
  /** It comes from the machine that the server is on. */
  local: boolean;
  /** How the client calls its application, once it has. */
  appName?: string;
  /** Who the client is, one of each database. */
  users: readonly UserName[];
  /** It is about to show who it is. */
  sasl: Sasl | undefined;
}

const noField = (): never =>
  fail(
    4890500,
    'Command let Expression tried to access a field, but this is not allowed because command let expressions run before the query examines any documents.',
  );
/** What expressions see that are evaluated before any document is read. */
const NO_DOCUMENT: Doc = new Proxy({}, { get: noField, has: noField, getOwnPropertyDescriptor: noField });

export class Request {
  readonly member: Member;
  readonly name: string;
  readonly cmd: Doc;
  readonly db: string;
  readonly connection: Connection;
  /** The term in which the command came: what it found then may be another's in a later one. */
  private readonly term: number;
  session: Session | undefined;
  txn: Transaction | undefined;
  /** What a read of the past reads. */
  snapshot: Snapshot | undefined;
  /** A number was sent outside a transaction: the write is retryable. */
  retryable = false;
  /** This command works for a change stream, so its errors may be labelled as resumable. */
  changeStream = false;
  /** Somebody asked for it to end. */
  killed = false;
  /** A transaction is in the way of what it writes. */
  waitsForLock = false;
  /** Ends what it waits for, where it can. */
  onKill: () => void = () => {};
  /** The connection is gone: the command has its effect, but no reply. */
  unheard = false;
  /** That of the statement that is carried out, where each names its own. */
  statementNs: string | undefined;

  constructor(member: Member, name: string, cmd: Doc, db: string, connection: Connection) {
    this.member = member;
    this.name = name;
    this.cmd = cmd;
    this.db = db;
    this.connection = connection;
    this.term = member.engine.term;
  }

  /** Which MongoDB the member is. */
  get version(): ServerVersion {
    return this.member.version;
  }

  get engine(): Engine {
    return this.member.engine;
  }

  get cursors(): Cursors {
    return this.member.cursors;
  }

  /** The namespace that the command names. Throws InvalidNamespace. */
  get ns(): string {
    return namespace(this.db, this.cmd[this.name]);
  }

  /** The namespace that is worked on now, as others are told of it. */
  get worksOn(): string {
    return this.statementNs ?? `${this.db}.${String(this.cmd[this.name])}`;
  }

  /** What this command reads. */
  get store(): Store {
    if (this.txn) return this.txn.store;
    if (this.snapshot) return this.snapshot.store;
    const level = (this.cmd.readConcern as Doc | undefined)?.level;
    return level === 'majority' || level === 'snapshot'
      ? this.engine.commit.committedStore()
      : this.engine.store;
  }

  /** Whether this member is still the primary that it was when the command came. */
  get mayWrite(): boolean {
    return this.member.role === 'primary' && this.engine.term === this.term;
  }

  kill(): void {
    this.killed = true;
    this.onKill();
  }

  requireAlive(): void {
    if (this.killed) fail(11601, 'operation was interrupted');
  }

  /** To be asked again after each wait, before anything is written. */
  requireWritable(): void {
    this.requireAlive();
    this.member.requirePrimary();
    if (!this.mayWrite) fail(11602, 'operation was interrupted');
  }

  writer(): Writer {
    this.requireWritable();
    const id = this.retryable
      ? { session: this.session!.key, lsid: this.session!.lsid, txnNumber: this.session!.txnNumber }
      : undefined;
    return new Writer(this.engine, this.txn, id, () => this.member.failPoints.atStatement(this));
  }

  /**
   * What is to be known where something is compiled: with `let`, what the command names itself. With a collation,
   * strings are compared as it says.
   */
  vars(collation?: Collation): Vars {
    const vars = varsUnder(collation, { NOW: new Date(), [SERVER]: this.member.version });
    for (const [name, value] of Object.entries((this.cmd.let as Doc | undefined) ?? {})) {
      if (!/^[a-z\u0080-\uffff]/.test(name))
        fail(16867, `'${name}' starts with an invalid character for a user variable name`);
      vars[name] = compileExpr(value, vars)(NO_DOCUMENT, vars) ?? null;
    }
    return vars;
  }

  /** How to compare strings in that collection, of which there may be none: as the command says, else as the collection does. */
  collation(given: Value, coll: Collection | undefined): Collation | undefined {
    if (!isObject(given) || Object.keys(given).length === 0) return coll?.collation?.fresh();
    return collationOf(given, this.version);
  }
}

/** The collation of a specification; undefined for the simple one. Throws BadValue and its like. */
export function collationOf(given: Doc, version: ServerVersion): Collation | undefined {
  const spec = parseCollation(given, isAtLeast(version, '5.0'));
  return spec && new Collation(spec);
}

export function namespace(db: string, coll: Value): string {
  if (typeof coll !== 'string') return fail(73, `collection name has invalid type ${typeof coll}`);
  const ns = `${db}.${coll}`;
  if (coll === '') fail(73, `Invalid namespace specified '${ns}'`);
  if (db === '' || /[\0 "$./\\]/.test(db)) fail(73, `Invalid namespace specified '${ns}'`);
  if (coll.includes('\0') || coll.startsWith('.') || coll.endsWith('.'))
    fail(73, `Invalid namespace specified '${ns}'`);
  return ns;
}

/** A namespace that may be written to. */
export function writableNamespace(db: string, coll: Value): string {
  const ns = namespace(db, coll);
  if (String(coll).includes('$')) fail(73, 'invalid collection name');
  if (String(coll).startsWith('system.') && !['system.js', 'system.users'].includes(String(coll))) {
    fail(73, `cannot write to '${ns}'`);
  }
  return ns;
}
