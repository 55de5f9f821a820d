/**
 * One member of a replica set: its state, its role, and who is connected. What makes it change its role is replset/;
 * here is what that means for clients: who may write, who may read, and what ends when a primary steps down.
 */
import { ObjectId } from 'bson';
import type { DatabaseUser } from '../../harness/mongo/users.ts';
import { makeUsers } from './auth/users.ts';
import { Operations } from './commands/operations.ts';
import type { Request } from './commands/request.ts';
import { Cursors } from './cursors.ts';
import { Engine, Writer } from './engine.ts';
import { fail, MongoError } from './errors.ts';
import { FailPoints } from './failpoint.ts';
import type { Happening } from './happening.ts';
import type { MemberOptions } from './index.ts';
import { Parameters } from './parameters.ts';
import { ReplicaSet } from './replset/index.ts';
import type { MemberConfig, State } from './replset/peer.ts';
import { Topology } from './topology.ts';
import { Upkeep } from './upkeep/index.ts';
import { isAtLeast, type ServerVersion, USUAL_VERSION } from './version.ts';

export class Member {
  readonly options: MemberOptions;
  /** Which MongoDB it is. */
  readonly version: ServerVersion;
  readonly engine: Engine;
  readonly cursors = new Cursors();
  readonly failPoints = new FailPoints();
  readonly topology = new Topology();
  readonly startedMs = Date.now();
  readonly parameters = new Parameters();
  readonly operations = new Operations();
  readonly upkeep: Upkeep;
  role: State = 'recovering';
  connections = 0;
  /** `host:port` as the others know it. */
  host = '';
  private set: ReplicaSet | undefined;
  /** Closes all connections to this member. Set by whoever has them. */
  hangUp: () => void = () => {};

  constructor(options: MemberOptions) {
    this.options = options;
    this.version = options.serverVersion ?? USUAL_VERSION;
    this.engine = new Engine(options.disk, options.oplogLimit ?? 50_000, options.onCommit);
    this.upkeep = new Upkeep(this);
  }

  /** Called once the port is known. A member alone is primary from the start. */
  started(port: number, members: readonly MemberConfig[]): void {
    const { host } = this.options;
    this.host = `${host}:${port}`;
    const config = members.length > 0 ? [...members] : [{ host, port }];
    const vote = this.engine.recover(config.length > 1);
    this.set = new ReplicaSet(this, config, vote);
    this.setRole('secondary');
    this.set.start();
  }

  get replset(): ReplicaSet {
    return this.set ?? fail(94, 'no replset config has been received');
  }

  setRole(role: State): void {
    if (role === this.role) return;
    const before = this.role;
    this.role = role;
    if (role === 'primary') {
      // The first entry of a term says that there is a new primary.
      const isNew = this.engine.oplog.size === 0;
      this.engine.record([{ op: 'n', ns: '' }]);
      if (isNew && this.options.users) this.makeUsers(this.options.users);
      this.engine.commit.flush();
    } else if (before === 'primary') {
      this.engine.sessions.abortAll();
      this.engine.commit.interrupt(new MongoError(189, 'Primary stepped down while waiting for replication'));
    }
    this.upkeep.ttl.rounds.arrange();
    this.topology.bump();
  }

  private makeUsers(users: readonly DatabaseUser[]): void {
    makeUsers(this.engine, new Writer(this.engine, undefined, undefined, () => {}), users, this.version);
  }

  /** The data is no longer what readers have seen: they begin anew. */
  disconnectAll(): void {
    this.cursors.killWhere(() => true);
    this.hangUp();
  }

  /** Names this primary's term, so that a client knows the newer of two. */
  get electionId(): ObjectId {
    return new ObjectId(`7fffffff${this.engine.term.toString(16).padStart(16, '0')}`);
  }

  get primaryHost(): string | undefined {
    return this.role === 'primary' ? this.host : this.replset.primary?.name;
  }

  /** It says master where later ones say primary. */
  private get isOld(): boolean {
    return !isAtLeast(this.version, '5.0');
  }

  /** The one place that refuses writes where they may not be. */
  requirePrimary(): void {
    if (this.role !== 'primary') fail(10107, this.isOld ? 'not master' : 'not primary');
  }

  /** Reads run on a secondary only if the client allows it. */
  requireReadable(req: Request): void {
    if (this.role === 'primary') return;
    const mode = (req.cmd.$readPreference as { mode?: unknown } | undefined)?.mode;
    if (mode === undefined || mode === 'primary')
      fail(13435, this.isOld ? 'not master and slaveOk=false' : 'not primary and secondaryOk=false');
    if (this.role === 'recovering') fail(13436, 'node is not in primary or recovering state');
  }

  /** Resolves once `n` members have the entry in their oplogs. */
  awaitMembers(upTo: bigint, n: number, timeoutMs: number): Promise<void> {
    return this.engine.commit.wait(upTo, () => this.replset.feed.appliedBy(n), timeoutMs);
  }

  log(level: string, msg: string, more: Record<string, unknown> = {}): void {
    this.options.log?.({ level, msg, member: this.options.name, ...more });
  }

  tell(what: Happening): void {
    this.options.onHappening?.(what);
  }

  close(): void {
    this.upkeep.stop();
    this.set?.close();
    this.engine.sessions.abortAll();
    this.cursors.killWhere(() => true);
    this.engine.commit.close();
    this.topology.close();
  }
}
