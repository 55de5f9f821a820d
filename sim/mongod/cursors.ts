/** Open cursors: what a getMore continues. A killed session or member takes them along, and so does time (upkeep/idle.ts). */
import { randomBytes } from 'node:crypto';
import { fail } from './errors.ts';

export interface Batch {
  docs: Buffer[];
  /** There may be more. */
  open: boolean;
  postBatchResumeToken?: object;
}

export interface Cursor {
  id: bigint;
  ns: string;
  /** The session it was opened in, and the transaction's number when in one. */
  session: string | undefined;
  txnNumber: bigint | undefined;
  changeStream: boolean;
  /** A getMore on it waits for news, up to the time that it is given. */
  awaits: boolean;
  /** Its client asked for it to be kept however long it is idle. */
  noTimeout: boolean;
  /** A getMore is under way. */
  inUse: boolean;
  /** When the last one ended, by the monotonic clock. */
  usedMs: number;
  next(batchSize: number, maxTimeMs: number): Batch | Promise<Batch>;
  close(): void;
}

export type NewCursor = Omit<Cursor, 'id' | 'awaits' | 'noTimeout' | 'inUse' | 'usedMs'> & {
  awaits?: boolean;
  noTimeout?: boolean;
};

export class Cursors {
  private readonly open = new Map<bigint, Cursor>();

  add({ awaits = false, noTimeout = false, ...rest }: NewCursor): bigint {
    let id = 0n;
    while (id === 0n || this.open.has(id)) id = randomBytes(8).readBigUInt64LE() >> 1n;
    this.open.set(id, { ...rest, id, awaits, noTimeout, inUse: false, usedMs: performance.now() });
    return id;
  }

  get(id: bigint): Cursor {
    return this.open.get(id) ?? fail(43, `cursor id ${id} not found`);
  }

  kill(id: bigint): boolean {
    this.open.get(id)?.close();
    return this.open.delete(id);
  }

  /** Kills those of which it is true: how many. */
  killWhere(test: (cursor: Cursor) => boolean): number {
    let killed = 0;
    for (const [id, cursor] of this.open) if (test(cursor) && this.kill(id)) killed++;
    return killed;
  }

  some(test: (cursor: Cursor) => boolean): boolean {
    return [...this.open.values()].some(test);
  }

  /** Its next batch. While that is under way the cursor is not idle; a failure ends it. */
  async next(cursor: Cursor, batchSize: number, maxTimeMs: number): Promise<Batch> {
    cursor.inUse = true;
    try {
      return await cursor.next(batchSize, maxTimeMs);
    } catch (error) {
      this.kill(cursor.id);
      throw error;
    } finally {
      cursor.inUse = false;
      cursor.usedMs = performance.now();
    }
  }

  get size(): number {
    return this.open.size;
  }
}

export const MAX_BATCH_BYTES = 16 * 1024 * 1024;

/**
 * Takes up to `size` documents (and 16 MiB) from the iterator; says whether any may be left. Where the last one fills
 * the batch, that there are no more is seen only by who looks on: `looksOn` is told how many have been given so far.
 */
export function fill(
  items: Iterator<Buffer>,
  size: number,
  state: Filling,
  looksOn: (given: number) => boolean,
): { docs: Buffer[]; open: boolean } {
  const docs: Buffer[] = [];
  let bytes = 0;
  while (docs.length < size) {
    const next = state.pending.pop() ?? items.next().value;
    if (next === undefined) return { docs, open: false };
    bytes += next.length;
    if (docs.length > 0 && bytes > MAX_BATCH_BYTES) {
      state.pending.push(next);
      return { docs, open: true };
    }
    docs.push(next);
    state.given++;
  }
  if (!looksOn(state.given)) return { docs, open: true };
  const peek = state.pending.pop() ?? items.next().value;
  if (peek === undefined) return { docs, open: false };
  state.pending.push(peek);
  return { docs, open: true };
}

/** What a cursor has from one batch to the next: what was read and did not fit, and how much was given. */
export interface Filling {
  pending: Buffer[];
  given: number;
}
