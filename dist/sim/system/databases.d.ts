/** The members of the database that run at present, for faults to reach into. */
import type { Databases } from '../faults/index.ts';
import type { Member } from '../mongod/member.ts';
import { VirtualDisk } from '../world/disk.ts';
import type { World } from '../world/world.ts';
export declare class Members implements Databases {
    #private;
    constructor(world: World, hosts: readonly string[]);
    started(host: string, member: Member): void;
    disk(host: string): VirtualDisk;
    primary(): string | undefined;
    touch(host: string, what: (member: Member) => void): void;
}
