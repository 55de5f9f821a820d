/**
 * Takes a finished world apart. A socket that lives on keeps its HTTP parser, and the parser its whole world, in
 * memory; so each is destroyed, with its code running as a ghost: whatever it does has no effect.
 */
import type { Network } from '../network/network.ts';
import { forgetStorages } from './context.ts';
import { turn } from './drain.ts';
import { runtime } from './runtime.ts';
import type { World } from './world.ts';

export async function dispose(world: World, network: Network): Promise<void> {
  world.clear();
  runtime.ghost = true;
  try {
    for (const socket of network.sockets) {
      runtime.host = socket.host;
      socket.destroy();
    }
    // What closing sets off may take a few rounds of microtasks, nextTicks and close events to run out.
    await turn();
    await turn();
    forgetStorages();
  } finally {
    runtime.ghost = false;
    runtime.host = null;
  }
}
