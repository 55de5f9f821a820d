import { forgetStorages } from './context.js';
import { turn } from './drain.js';
import { runtime } from './runtime.js';
export async function dispose(world, network) {
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
    }
    finally {
        runtime.ghost = false;
        runtime.host = null;
    }
}
