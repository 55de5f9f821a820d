/** Ports of loopback that nobody listens on. */
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/** Below those that outgoing connections take by themselves (on Linux from 32768 on): nobody takes one unasked. */
const RANGE = { from: 20_000, to: 32_000 };
const ATTEMPTS = 1000;
const LOOK_MS = 25;

/** One that is not among those taken; it is taken then. */
export async function freePort(taken: Set<number>): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const port = RANGE.from + Math.floor(Math.random() * (RANGE.to - RANGE.from));
    if (taken.has(port)) continue;
    taken.add(port);
    if (await isFree(port)) return port;
  }
  throw new Error(`there is no free port from ${RANGE.from} to ${RANGE.to}`);
}

/** On all addresses, as a service may listen on any. */
async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port);
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}

/** Resolves to true once somebody listens on the port, to false when nobody does before the signal aborts. */
export async function listens(port: number, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    const socket = connect(port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      return true;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    } finally {
      socket.destroy();
    }
  }
  return false;
}
