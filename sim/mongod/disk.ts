/**
 * What survives the crash of a database member: the records it had synced to its journal.
 *
 * Fault model: records appended after the last `sync` are lost in a crash, in whole; a record is never torn,
 * reordered or altered. Not modelled: bit rot, misdirected writes, a full disk.
 */
export interface Disk {
  /** Everything that survived, oldest first. Read once, when a member starts. */
  read(): Iterable<DiskRecord>;
  /** Buffers a record. It is durable only once a later `sync` has called back. */
  append(record: DiskRecord): void;
  /** Makes all that was appended so far durable, then calls back (in virtual time inside the simulator). */
  sync(done: () => void): void;
  /** `sync` always calls back before it returns: nothing is ever waiting for the disk. */
  readonly instant?: boolean;
}

/** Opaque to the disk: the member decides what it writes. Must not be mutated after `append`. */
export type DiskRecord = object;

export interface MemoryDisk extends Disk {
  /** Loses what was not synced. The syncs under way never call back. */
  crash(): void;
}

/** A disk in memory, which outlives the member. `latencyMs` is asked at each sync; 0 (the default) calls back at once. */
export function memoryDisk(latencyMs: () => number = () => 0): MemoryDisk {
  const durable: DiskRecord[] = [];
  let buffered: DiskRecord[] = [];
  let life = 0;
  return {
    read: () => durable.values(),
    append(record) {
      buffered.push(record);
    },
    sync(done) {
      const mine = life;
      const upTo = durable.length + buffered.length;
      const finish = (): void => {
        if (life !== mine) return;
        // Of two syncs at once the other may have been faster.
        const fresh = upTo - durable.length;
        if (fresh > 0) durable.push(...buffered.splice(0, fresh));
        done();
      };
      const ms = latencyMs();
      if (ms > 0) setTimeout(finish, ms);
      else finish();
    },
    crash() {
      life++;
      buffered = [];
    },
  };
}

/** For live use: keeps nothing, and is always done. */
export function noDisk(): Disk {
  return { read: () => [], append: () => {}, sync: (done) => done(), instant: true };
}
