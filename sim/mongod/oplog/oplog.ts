/** The bounded log of everything that changed, in order; and the clock that numbers it. */
import type { ClusterTime, Entry } from './entry.ts';

/** Gives cluster times: the second by the host's clock, but never back, also where that clock steps back. */
export class ClusterClock {
  last: ClusterTime = 0n;

  next(): ClusterTime {
    const now = BigInt(Math.floor(Date.now() / 1000)) << 32n;
    this.last = (now > this.last ? now : this.last) + 1n;
    return this.last;
  }

  /** Another node's time was seen: ours does not stay behind. */
  witness(ts: ClusterTime): void {
    if (ts > this.last) this.last = ts;
  }
}

export class Oplog {
  private entries: Entry[] = [];
  /** Entries were dropped: what is older than the first is history lost. */
  truncated = false;
  /** How many entries are kept. Older ones go, and with them the history that a change stream could resume from. */
  limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  append(entry: Entry): void {
    this.entries.push(entry);
    // Cut seldom, in large pieces: cutting moves all that stays.
    if (this.entries.length > this.limit * 1.25) {
      this.entries.splice(0, this.entries.length - this.limit);
      this.truncated = true;
    }
  }

  get first(): Entry | undefined {
    return this.entries[0];
  }

  get last(): Entry | undefined {
    return this.entries.at(-1);
  }

  get size(): number {
    return this.entries.length;
  }

  /** Where the first entry at or after `ts` stands. Positions move when old entries go; take a new one each time. */
  seek(ts: ClusterTime): number {
    let lo = 0;
    let hi = this.entries.length;
    while (lo < hi) {
      const mid = (lo + hi) >> 1;
      if (this.entries[mid]!.ts < ts) lo = mid + 1;
      else hi = mid;
    }
    return lo;
  }

  at(i: number): Entry | undefined {
    return this.entries[i];
  }

  /** Forgets what is older than `ts`, as a full oplog would. */
  truncateBefore(ts: ClusterTime): void {
    if (this.entries.splice(0, this.seek(ts)).length > 0) this.truncated = true;
  }

  /** Takes away everything after `ts`, newest first: what a roll-back must undo. */
  takeAfter(ts: ClusterTime): Entry[] {
    return this.entries.splice(this.seek(ts + 1n)).reverse();
  }
}
