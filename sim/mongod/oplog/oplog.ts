/** The bounded log of everything that changed, in order; and the clock that numbers it. */
import { type ClusterTime, type Entry, NO_ENTRY, type OpTime } from './entry.ts';

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
  /** From here on nothing is forgotten, whatever the limit: it may have to be undone, or is not told yet. */
  pinned: ClusterTime = 0n;

  constructor(limit: number) {
    this.limit = limit;
  }

  append(entry: Entry): void {
    this.entries.push(entry);
    // Cut seldom, in large pieces: cutting moves all that stays.
    if (this.entries.length > this.limit * 1.25) this.forget(this.entries.length - this.limit);
  }

  /** Begins anew after an entry: what was before it is history lost. */
  restart(entry: Entry): void {
    this.entries = [entry];
    this.truncated = true;
  }

  /** Where the log ends. */
  get end(): OpTime {
    return this.entries.at(-1) ?? NO_ENTRY;
  }

  /** Whether this very entry is in the log; before the first of all is in every log that is whole. */
  has({ ts, t }: OpTime): boolean {
    if (ts === 0n) return !this.truncated;
    const entry = this.entries[this.seek(ts)];
    return entry?.ts === ts && entry.t === t;
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

  /** The entries after `from`, up to and with `to`. */
  between(from: ClusterTime, to: ClusterTime): Entry[] {
    return this.entries.slice(this.seek(from + 1n), this.seek(to + 1n));
  }

  /** Forgets what is older than `ts`, as a full oplog would. */
  truncateBefore(ts: ClusterTime): void {
    this.forget(this.seek(ts));
  }

  private forget(count: number): void {
    const most = Math.min(count, this.seek(this.pinned), this.entries.length - 1);
    if (most <= 0) return;
    this.entries.splice(0, most);
    this.truncated = true;
  }

  /** Takes away everything after `ts`, oldest first: what a roll-back undoes. */
  takeAfter(ts: ClusterTime): Entry[] {
    return this.entries.splice(this.seek(ts + 1n));
  }
}
