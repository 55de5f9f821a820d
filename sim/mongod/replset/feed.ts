/**
 * A primary's side of replication. Secondaries fetch what follows the last entry that they have; the request waits
 * here until there is something. It also says how far that member's journal is, and from all of these comes the
 * commit point: the newest entry that a majority has, once that is one of this primary's own term.
 */
import type { Timestamp } from 'bson';
import { type Doc, toNumber } from '../bson/values.ts';
import type { Reply } from '../commands/request.ts';
import { type ClusterTime, fromTimestamp, type OpTime, toTimestamp } from '../oplog/entry.ts';
import { entryToBytes, opTimeFromDoc } from './codec.ts';
import type { ReplicaSet } from './index.ts';
import type { Greeting, Peer } from './peer.ts';

const BATCH_ENTRIES = 1000;
const BATCH_BYTES = 4 * 1024 * 1024;
/** News of the commit point alone waits so long for entries to go with. */
const COMMIT_NEWS_MS = 20;

interface Position {
  applied: ClusterTime;
  durable: ClusterTime;
}

interface Waiting {
  /** What the member knows to be committed. */
  committed: ClusterTime;
  wake(): void;
}

export class Feed {
  private readonly set: ReplicaSet;
  /** How far each other member's log is that is known to be the same as ours, in this term. */
  private readonly positions = new Map<Peer, Position>();
  private readonly waiting = new Set<Waiting>();
  /** The time of this primary's first entry, or just before. */
  private since: ClusterTime = 0n;
  private commitNews: NodeJS.Timeout | undefined;

  constructor(set: ReplicaSet) {
    this.set = set;
    const { commit } = set.member.engine;
    commit.onApplied = () => this.wake();
    commit.onDurable = () => this.count();
    commit.onAdvance(() => this.announceCommit());
  }

  /** A new term begins with this member as primary. */
  begin(): void {
    this.positions.clear();
    this.since = this.set.member.engine.clock.last;
  }

  /** All who wait for entries look again. */
  wake(): void {
    for (const one of [...this.waiting]) one.wake();
  }

  close(): void {
    clearTimeout(this.commitNews);
    this.wake();
  }

  /** Entries after the last that the other has; none when this is no primary, or its log is not ours. */
  async fetch(peer: Peer, { term, applied }: Greeting, cmd: Doc): Promise<Reply> {
    const { set } = this;
    const { oplog, commit } = set.member.engine;
    if (!set.isPrimary || term !== set.member.engine.term) return { fields: {} };
    if (!oplog.has(applied)) return { fields: { missing: true } };
    this.place(peer, applied, fromTimestamp(cmd.durable as Timestamp));
    if (oplog.end.ts === applied.ts)
      await this.news(fromTimestamp(cmd.committed as Timestamp), toNumber(cmd.awaitMs));
    // What it had may be forgotten by now, or this may be no primary any more.
    if (!set.isPrimary || !oplog.has(applied)) return { fields: {} };
    const cursor = { name: 'nextBatch' as const, docs: this.batch(applied.ts), id: 0n, ns: 'local.oplog.rs' };
    return { fields: { committed: toTimestamp(commit.known) }, cursor };
  }

  /** Which of the positions, newest first, is the first that is in this log too; -1 for none. */
  findCommon(cmd: Doc): Doc {
    const { oplog } = this.set.member.engine;
    return { found: (cmd.positions as Doc[]).findIndex((doc) => oplog.has(opTimeFromDoc(doc))) };
  }

  /** How far `n` members have the log, whether journaled or not; this member counts. */
  appliedBy(n: number): ClusterTime {
    const mine = this.set.member.engine.oplog.end.ts;
    return nth([mine, ...[...this.positions.values()].map((p) => p.applied)], n);
  }

  appliedOn(peer: Peer): ClusterTime {
    return this.positions.get(peer)?.applied ?? 0n;
  }

  private place(peer: Peer, applied: OpTime, durable: ClusterTime): void {
    this.positions.set(peer, { applied: applied.ts, durable: durable < applied.ts ? durable : applied.ts });
    this.count();
    this.set.member.engine.commit.settle();
  }

  private count(): void {
    const { set } = this;
    if (!set.isPrimary || set.peers.length === 0) return;
    const { commit } = set.member.engine;
    const points = set.peers.filter((p) => p.votes > 0).map((p) => this.positions.get(p)?.durable ?? 0n);
    if ((set.me.votes ?? 1) > 0) points.push(commit.durable);
    const point = nth(points, set.majority);
    if (point > this.since) commit.advance(point);
  }

  private announceCommit(): void {
    const { commit } = this.set.member.engine;
    if (this.commitNews || this.behind(commit.known).length === 0) return;
    this.commitNews = setTimeout(() => {
      this.commitNews = undefined;
      for (const one of this.behind(commit.known)) one.wake();
    }, COMMIT_NEWS_MS);
  }

  private behind(committed: ClusterTime): Waiting[] {
    return [...this.waiting].filter((one) => one.committed < committed);
  }

  private news(committed: ClusterTime, timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const one: Waiting = {
        committed,
        wake: () => {
          clearTimeout(timer);
          this.waiting.delete(one);
          resolve();
        },
      };
      const timer = setTimeout(one.wake, timeoutMs);
      this.waiting.add(one);
      this.announceCommit();
    });
  }

  private batch(after: ClusterTime): Buffer[] {
    const { oplog } = this.set.member.engine;
    const docs: Buffer[] = [];
    let bytes = 0;
    for (let i = oplog.seek(after + 1n); docs.length < BATCH_ENTRIES && bytes < BATCH_BYTES; i++) {
      const entry = oplog.at(i);
      if (!entry) break;
      const doc = entryToBytes(entry);
      docs.push(doc);
      bytes += doc.length;
    }
    return docs;
  }
}

/** The n-th largest; 0 where there are fewer. */
function nth(points: ClusterTime[], n: number): ClusterTime {
  return points.sort((a, b) => (a < b ? 1 : a > b ? -1 : 0))[n - 1] ?? 0n;
}
