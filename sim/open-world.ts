/** A world and its network for one run, in a process whose language and libraries are as new; all of it is put back after. */
import { Network } from './network/network.ts';
import { resetLibraries } from './node/libraries.ts';
import { keepIntrinsics } from './node/process/index.ts';
import { attachNetwork } from './node/sockets.ts';
import { dispose } from './world/dispose.ts';
import { guard } from './world/guard.ts';
import { World, type WorldOptions } from './world/world.ts';

export interface OpenWorld {
  world: World;
  network: Network;
  /** To be called once, whatever the run came to: only then may another world be opened. */
  close(): Promise<void>;
}

export function openWorld(options: WorldOptions): OpenWorld {
  resetLibraries();
  const putRight = keepIntrinsics();
  const world = new World(options);
  const release = guard(world);
  const network = new Network(world);
  attachNetwork(world, network);
  const close = async () => {
    await dispose(world, network);
    putRight();
    release();
  };
  return { world, network, close };
}
