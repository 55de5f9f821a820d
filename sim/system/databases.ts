/** The members of the database that run at present, for faults to reach into. */
import type { Databases } from '../faults/index.ts';
import type { Member } from '../mongod/member.ts';
import { VirtualDisk } from '../world/disk.ts';
import { integerIn } from '../world/random.ts';
import type { World } from '../world/world.ts';

export class Members implements Databases {
  readonly #world: World;
  readonly #disks = new Map<string, VirtualDisk>();
  /** By host, with the life of the host in which it was started: of an earlier one nothing is left. */
  readonly #running = new Map<string, { member: Member; incarnation: number }>();

  constructor(world: World, hosts: readonly string[]) {
    this.#world = world;
    for (const name of hosts) this.#disks.set(name, new VirtualDisk(world.host(name)));
  }

  started(host: string, member: Member): void {
    this.#running.set(host, { member, incarnation: this.#world.host(host).incarnation });
  }

  disk(host: string): VirtualDisk {
    return this.#disks.get(host)!;
  }

  /** Now and then another comes in between an upsert's look and its insert. */
  upsertGapMs(host: string): () => number {
    const random = this.#world.streams.get(`host/${host}/upserts`);
    return () => (random() < 1 / 4 ? integerIn(random, 1, 4) : 0);
  }

  primary(): string | undefined {
    let newest: { host: string; term: number } | undefined;
    for (const host of this.#disks.keys()) {
      const member = this.#alive(host);
      if (member?.role !== 'primary') continue;
      const { term } = member.engine;
      if (!newest || term > newest.term) newest = { host, term };
    }
    return newest?.host;
  }

  touch(host: string, what: (member: Member) => void): void {
    this.#world.at(this.#world.nowUs, this.#world.host(host), 'touch', '', () => {
      const member = this.#alive(host);
      if (member) what(member);
    });
  }

  #alive(host: string): Member | undefined {
    const running = this.#running.get(host);
    const { state, incarnation } = this.#world.host(host);
    return running?.incarnation === incarnation && state !== 'down' ? running.member : undefined;
  }
}
