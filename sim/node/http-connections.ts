/**
 * Node keeps an HTTP server's connections in a native set, ordered by the time of day and, where idle, by the
 * address of their parser in memory: `closeAllConnections` would end them in an order no seed decides. A server
 * of a host closes them in the order in which they were dialled.
 */
import type net from 'node:net';
import type { VirtualSocket } from '../network/socket.ts';

interface Parser {
  /** Null from when the connection is over until its parser is reused. */
  socket: VirtualSocket | null;
}
type Which = 'all' | 'idle' | 'active';
type ConnectionsList = Record<Which, () => Parser[]> & { expired: () => Parser[] };

/** Called once the server listens, which is when Node has made its list. */
export function orderConnections(server: net.Server): void {
  const list = connectionsOf(server);
  if (!list) return;
  for (const which of ['all', 'idle', 'active'] as const) {
    const asNodeHasThem = list[which].bind(list);
    list[which] = () => asNodeHasThem().sort((a, b) => dialled(a) - dialled(b));
  }
  // From Node 26.4 on, who has not asked for anything yet is idle as well as active; before, only active, as it is here
  // on every Node.
  const [idle, active] = [list.idle, list.active];
  list.idle = () => {
    const busy = new Set(active());
    return idle().filter((parser) => !busy.has(parser));
  };
  // It measures by a clock that nothing can replace; a request that takes a minute is for the services to end.
  list.expired = () => [];
}

/** Undefined for a server that is not of HTTP. */
function connectionsOf(server: net.Server): ConnectionsList | undefined {
  const key = Object.getOwnPropertySymbols(server).find((s) => s.description === 'http.server.connections');
  return key && (server as unknown as Record<symbol, ConnectionsList>)[key];
}

/** The port of the caller, which the network counts up. */
function dialled(parser: Parser): number {
  return parser.socket?.remotePort ?? 0;
}
