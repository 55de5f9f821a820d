import type { Network } from '../network/network.ts';
import type { Host } from '../world/host.ts';
import type { World } from '../world/world.ts';
/** Says which network the sockets of this world's hosts are on. */
export declare function attachNetwork(world: World, network: Network): void;
export declare function networkOf(host: Host): Network;
export declare function installSockets(): void;
