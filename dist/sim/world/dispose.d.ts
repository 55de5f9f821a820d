/**
 * Takes a finished world apart. A socket that lives on keeps its HTTP parser, and the parser its whole world, in
 * memory; so each is destroyed, with its code running as a ghost: whatever it does has no effect.
 */
import type { Network } from '../network/network.ts';
import type { World } from './world.ts';
export declare function dispose(world: World, network: Network): Promise<void>;
