/**
 * One member of a replica set: its state, its role, and who is connected. Replication is to be put in here: it
 * decides the role (`setRole`), feeds `engine.follow`, calls `engine.commit.advance`, and answers `awaitMembers`.
 */
import { ObjectId } from 'bson';
import type { Request } from './commands/request.ts';
import { Cursors } from './cursors.ts';
import { Engine } from './engine.ts';
import { fail, MongoError } from './errors.ts';
import { FailPoints } from './failpoint.ts';
import type { MemberOptions } from './index.ts';
import { Topology } from './topology.ts';

export class Member {
  readonly options: MemberOptions;
  readonly engine: Engine;
  readonly cursors = new Cursors();
  readonly failPoints = new FailPoints();
  readonly topology = new Topology();
  readonly startedMs = Date.now();
  transactionLifetimeMs = 60_000;
  role: 'primary' | 'secondary' = 'secondary';
  connections = 0;
  /** `host:port` as the others know it. */
  host: string;
  hosts: string[];

  constructor(options: MemberOptions) {
    this.options = options;
    this.engine = new Engine(options.disk, options.oplogLimit ?? 50_000, options.onCommit);
    this.host = `${options.host}:${options.port}`;
    this.hosts = [];
  }

  /** Called once the port is known. A member alone is primary from the start. */
  started(port: number): void {
    this.host = `${this.options.host}:${port}`;
    this.hosts =
      this.options.members.length > 0 ? this.options.members.map((m) => `${m.host}:${m.port}`) : [this.host];
    if (this.hosts.length > 1) return;
    this.engine.term++;
    this.setRole('primary');
  }

  setRole(role: 'primary' | 'secondary'): void {
    if (role === this.role) return;
    this.role = role;
    if (role === 'primary') {
      // The first entry of a term says that there is a new primary.
      this.engine.record([{ op: 'n', ns: '' }]);
      this.engine.commit.flush();
    } else {
      for (const session of this.engine.sessions.all()) session.txn?.abort();
      this.engine.commit.interrupt(new MongoError(189, 'Primary stepped down while waiting for replication'));
    }
    this.topology.bump();
  }

  /** Names this primary's term, so that a client knows the newer of two. */
  get electionId(): ObjectId {
    return new ObjectId(`7fffffff${this.engine.term.toString(16).padStart(16, '0')}`);
  }

  get primaryHost(): string | undefined {
    return this.role === 'primary' ? this.host : undefined;
  }

  /** The one place that refuses writes where they may not be. */
  requirePrimary(): void {
    if (this.role !== 'primary') fail(10107, 'not master');
  }

  /** Reads run on a secondary only if the client allows it. */
  requireReadable(req: Request): void {
    if (this.role === 'primary') return;
    const mode = (req.cmd.$readPreference as { mode?: unknown } | undefined)?.mode;
    if (mode === undefined || mode === 'primary') fail(13435, 'not master and slaveOk=false');
  }

  /** Resolves once `n` members have the entry in their oplogs. */
  awaitMembers(upTo: bigint, _n: number, timeoutMs: number): Promise<void> {
    return this.engine.commit.wait(upTo, false, timeoutMs);
  }

  log(level: string, msg: string, more: Record<string, unknown> = {}): void {
    this.options.log?.({ level, msg, member: this.options.name, ...more });
  }

  close(): void {
    for (const session of this.engine.sessions.all()) session.txn?.abort();
    this.cursors.killWhere(() => true);
    this.engine.commit.close();
    this.topology.close();
  }
}
