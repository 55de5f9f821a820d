/**
 * Node keeps an HTTP server's connections in a native set, ordered by the time of day and, where idle, by the
 * address of their parser in memory: `closeAllConnections` would end them in an order no seed decides. A server
 * of a host closes them in the order in which they were dialled.
 */
import type net from 'node:net';
/** Called once the server listens, which is when Node has made its list. */
export declare function orderConnections(server: net.Server): void;
