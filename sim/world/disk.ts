/** A disk of a simulated host: what was synced outlives a crash, and of the rest a seeded part. */
import type { Disk, DiskRecord } from '../mongod/disk.ts';
import type { Host } from './host.ts';
import { integerIn, type Random } from './random.ts';

export class VirtualDisk implements Disk {
  /** Microseconds a sync takes on a good day. */
  readonly syncUs: { min: number; max: number } = { min: 100, max: 600 };
  readonly #host: Host;
  readonly #random: Random;
  /** Further microseconds of each sync, one entry per cause: of several at once the longest counts. */
  readonly #slowness = new Set<{ us: number }>();
  #durable: DiskRecord[] = [];
  #buffered: DiskRecord[] = [];
  #watching = -1;

  constructor(host: Host) {
    this.#host = host;
    this.#random = host.world.streams.get(`host/${host.name}/disk`);
  }

  read(): Iterable<DiskRecord> {
    return [...this.#durable];
  }

  append(record: DiskRecord): void {
    this.#watchDeath();
    this.#buffered.push(record);
  }

  sync(done: () => void): void {
    const { world } = this.#host;
    const records = this.#buffered.length;
    let slowUs = 0;
    for (const { us } of this.#slowness) slowUs = Math.max(slowUs, us);
    const atUs = world.nowUs + slowUs + integerIn(this.#random, this.syncUs.min, this.syncUs.max);
    const upTo = this.#durable.length + records;
    world.at(atUs, this.#host, 'sync', String(records), () => {
      const fresh = upTo - this.#durable.length;
      if (fresh > 0) this.#durable.push(...this.#buffered.splice(0, fresh));
      done();
    });
  }

  /** Makes each sync take so much longer, until the function returned is called. */
  slow(us: number): () => void {
    const cause = { us };
    this.#slowness.add(cause);
    return () => this.#slowness.delete(cause);
  }

  /** Of what was written but not synced, a crash keeps a part from the front: the cache wrote that much back. */
  #watchDeath(): void {
    if (this.#watching === this.#host.incarnation) return;
    this.#watching = this.#host.incarnation;
    this.#host.onDeath.add(() => {
      const kept = integerIn(this.#random, 0, this.#buffered.length);
      this.#durable.push(...this.#buffered.slice(0, kept));
      this.#buffered = [];
    });
  }
}
