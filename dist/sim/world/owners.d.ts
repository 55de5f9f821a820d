import type { Host } from './host.ts';
import type { World } from './world.ts';
interface Owner {
    host: Host;
    incarnation: number;
    /** What it came of. */
    trigger: number;
    /** Where, if the run keeps stacks. */
    made: Error | undefined;
}
/** Checks from now on, until the function returned is called. */
export declare function checkOwners(world: World, owners: WeakMap<object, Owner>): () => void;
export type Owners = WeakMap<object, Owner>;
export {};
