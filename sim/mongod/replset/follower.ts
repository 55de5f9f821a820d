/**
 * A secondary's side of replication: fetches from the primary what follows its own last entry, applies it, and asks
 * for more once it is journaled, so that a request says all that the primary wants to know. Where the two logs do
 * not fit, the end of this one is rolled back; where the primary's reaches not far enough back, all is copied anew.
 */
import type { Timestamp } from 'bson';
import { type Doc, toNumber } from '../bson/values.ts';
import { MongoError } from '../errors.ts';
import {
  type ClusterTime,
  compareOpTime,
  fromTimestamp,
  NO_ENTRY,
  type OpTime,
  toTimestamp,
} from '../oplog/entry.ts';
import { entryFromDoc, opTimeToDoc } from './codec.ts';
import { fetchImage } from './image.ts';
import type { ReplicaSet } from './index.ts';
import { LinkError } from './link.ts';
import { greetingFrom, type Peer } from './peer.ts';

const FIRST_PAUSE_MS = 20;
/** How many entries are compared at a time in search of the last that both logs have. */
const COMPARED = 200;

export class Follower {
  private readonly set: ReplicaSet;
  private wakeUp: () => void = () => {};

  constructor(set: ReplicaSet) {
    this.set = set;
  }

  /** There is another primary, or none, or the end has come. */
  wake(): void {
    this.wakeUp();
  }

  /** Follows whoever is primary, until the set is closed. */
  async run(): Promise<void> {
    const { set } = this;
    let pauseMs = 0;
    while (!set.closed) {
      const { primary } = set;
      if (!primary) await this.pause(0);
      else if (set.member.failPoints.holdsReplication) await this.pause(set.heartbeatMs / 5);
      else {
        try {
          await this.fetch(primary);
          pauseMs = 0;
        } catch (error) {
          if (!(error instanceof LinkError) && !(error instanceof MongoError)) throw error;
          pauseMs = Math.min(set.heartbeatMs, pauseMs * 2 || FIRST_PAUSE_MS);
          if (set.primary === primary) await this.pause(pauseMs);
        }
      }
    }
  }

  /** Until something happens, or for so long; 0 being without end. */
  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = ms > 0 ? setTimeout(() => this.wakeUp(), ms) : undefined;
      this.wakeUp = () => {
        clearTimeout(timer);
        this.wakeUp = () => {};
        resolve();
      };
      if (this.set.closed) this.wakeUp();
    });
  }

  private async fetch(primary: Peer): Promise<void> {
    const { set } = this;
    const { engine } = set.member;
    const { commit, oplog } = engine;
    const reply = await this.ask(primary, {
      replSetFetch: 1,
      durable: toTimestamp(commit.durable),
      committed: toTimestamp(commit.known),
      awaitMs: set.heartbeatMs,
    });
    if (!reply || set.member.failPoints.holdsReplication) return;
    if (reply.missing === true) return this.findCommon(primary);
    if (!reply.cursor) return;
    const entries = ((reply.cursor as Doc).nextBatch as Doc[]).map(entryFromDoc);
    engine.follow(entries);
    const committed = fromTimestamp(reply.committed as Timestamp);
    // A primary that has just started may not know it either.
    if (committed > 0n) commit.advance(earlier(committed, oplog.end.ts));
    commit.flush();
    await commit.wait(oplog.end.ts, 'durable', 0);
  }

  /** The reply, if it is still that of our primary and this log is still as it was when we asked. */
  private async ask(primary: Peer, cmd: Doc): Promise<Doc | undefined> {
    const { set } = this;
    const { engine } = set.member;
    const { end } = engine.oplog;
    const reply = await primary.feed.call({ ...cmd, ...set.greeting() }, set.heartbeatMs + set.electionMs);
    if (set.closed) return undefined;
    set.hear(primary, greetingFrom(reply), true);
    return set.primary === primary && compareOpTime(end, engine.oplog.end) === 0 ? reply : undefined;
  }

  /** The end of this log is not in the primary's: goes back to the last entry that both have. */
  private async findCommon(primary: Peer): Promise<void> {
    const { member } = this.set;
    const { oplog, commit } = member.engine;
    const committed = oplog.seek(commit.committed);
    for (let end = oplog.size; ; end -= COMPARED) {
      const positions: OpTime[] = [];
      for (let i = end - 1; i >= committed && positions.length < COMPARED; i--) positions.push(oplog.at(i)!);
      const last = end - COMPARED <= committed;
      if (last && commit.committed === 0n) positions.push(NO_ENTRY);
      const reply = await this.ask(primary, {
        replSetFindCommon: 1,
        positions: positions.map(opTimeToDoc),
      });
      if (!reply) return;
      const found = positions[toNumber(reply.found)];
      if (found) return this.rollBack(found);
      if (last) break;
    }
    // What is committed is in the primary's log, unless it has forgotten it: this member was away too long.
    await this.copyAll(primary);
  }

  private rollBack(to: OpTime): void {
    const { member } = this.set;
    const undone = member.engine.rollBack(to.ts);
    member.tell({ kind: 'rolled-back', entries: undone });
    member.log('warn', 'rolled back what a majority never had', { entries: undone });
    member.disconnectAll();
  }

  private async copyAll(primary: Peer): Promise<void> {
    const { member } = this.set;
    member.setRole('recovering');
    member.log('warn', 'is too far behind: copies everything anew', { from: primary.name });
    try {
      const image = await fetchImage((cmd) => this.ask(primary, cmd));
      if (!image || image.entry.ts < member.engine.commit.committed) return;
      member.engine.restart(image);
      member.tell({ kind: 'copied-anew' });
      member.engine.commit.flush();
      member.disconnectAll();
    } finally {
      if (member.role === 'recovering') member.setRole('secondary');
    }
  }
}

const earlier = (a: ClusterTime, b: ClusterTime): ClusterTime => (a < b ? a : b);
