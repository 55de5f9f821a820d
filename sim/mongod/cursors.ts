/** Open cursors: what a getMore continues. They do not time out; a killed session or member takes them along. */
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
  next(batchSize: number, maxTimeMs: number): Batch | Promise<Batch>;
  close(): void;
}

export class Cursors {
  private readonly open = new Map<bigint, Cursor>();

  add(cursor: Omit<Cursor, 'id'>): bigint {
    let id = 0n;
    while (id === 0n || this.open.has(id)) id = randomBytes(8).readBigUInt64LE() >> 1n;
    this.open.set(id, Object.assign(cursor, { id }));
    return id;
  }

  get(id: bigint): Cursor {
    return this.open.get(id) ?? fail(43, `cursor id ${id} not found`);
  }

  kill(id: bigint): boolean {
    this.open.get(id)?.close();
    return this.open.delete(id);
  }

  killWhere(test: (cursor: Cursor) => boolean): void {
    for (const [id, cursor] of this.open) if (test(cursor)) this.kill(id);
  }

  get size(): number {
    return this.open.size;
  }
}

export const MAX_BATCH_BYTES = 16 * 1024 * 1024;

/** Takes up to `size` documents (and 16 MiB) from the iterator; says whether any are left. */
export function fill(
  items: Iterator<Buffer>,
  size: number,
  pending: Buffer[],
): { docs: Buffer[]; open: boolean } {
  const docs: Buffer[] = [];
  let bytes = 0;
  while (docs.length < size) {
    const next = pending.pop() ?? items.next().value;
    if (next === undefined) return { docs, open: false };
    bytes += next.length;
    if (docs.length > 0 && bytes > MAX_BATCH_BYTES) {
      pending.push(next);
      return { docs, open: true };
    }
    docs.push(next);
  }
  const peek = pending.pop() ?? items.next().value;
  if (peek === undefined) return { docs, open: false };
  pending.push(peek);
  return { docs, open: true };
}
