/**
 * Sockets and servers of simulated code live on the virtual network.
 *
 * The driver and undici look `net.connect` up at each call; a server needs no more than another `listen`: a
 * stand-in handle, and a 'connection' event for each caller. Fastify and `node:http` then run untouched.
 */
import { createRequire } from 'node:module';
import net from 'node:net';
import { VirtualSocket } from '../network/socket.js';
import { contextHere, runIn } from '../world/context.js';
import { runtime } from '../world/runtime.js';
import { orderConnections } from './http-connections.js';
import { beginSessionsOnStreams } from './http2.js';
import { escaped } from './machine/ask.js';
import { greetInPlaceOfNode, isSecure } from './tls/index.js';
const require = createRequire(import.meta.url);
const networks = new WeakMap();
/** Says which network the sockets of this world's hosts are on. */
export function attachNetwork(world, network) {
    networks.set(world, network);
}
export function networkOf(host) {
    const network = networks.get(host.world);
    if (!network)
        throw new Error(`${host.name} is on no network`);
    return network;
}
function connectArguments(args) {
    const callback = args.find((a) => typeof a === 'function');
    const [first, second] = args;
    if (typeof first === 'object' && first !== null)
        return [first, callback];
    if (typeof first === 'string' && Number.isNaN(Number(first)))
        return [{ path: first, port: 0 }, callback];
    return [{ port: first, host: typeof second === 'string' ? second : 'localhost' }, callback];
}
function connectVirtually(host, args) {
    const [options, callback] = connectArguments(args);
    if (options.path)
        escaped(host, `the unix socket ${options.path}`);
    const socket = new VirtualSocket(options);
    if (callback)
        socket.once('connect', callback);
    if (options.timeout)
        socket.setTimeout(options.timeout);
    if (runtime.ghost)
        return socket;
    const target = options.host ?? 'localhost';
    const endpoint = networkOf(host).connect(socket, host, target, Number(options.port));
    return socket.dial(endpoint, target);
}
/** What `net.Server` keeps in place of a libuv handle. */
class VirtualHandle {
    #host;
    #network;
    #port;
    constructor(server, host, port) {
        this.#host = host;
        this.#network = networkOf(host);
        const context = contextHere();
        const accept = (connection) => {
            if (server.maxConnections > 0 && server._connections >= server.maxConnections) {
                connection.server.close();
                server.emit('drop', { remoteAddress: connection.client.host.name, remotePort: connection.id });
                return;
            }
            const socket = VirtualSocket.accepted(connection, server.allowHalfOpen ?? false);
            server._connections++;
            socket.server = server;
            server.emit('connection', socket);
        };
        this.#port = this.#network.listen(host, port, {
            accept: (connection) => runIn(context, () => accept(connection)),
        });
    }
    getsockname(out) {
        Object.assign(out, { address: this.#host.name, family: 'IPv4', port: this.#port });
        return 0;
    }
    close(callback) {
        if (!runtime.ghost)
            this.#network.unlisten(this.#host, this.#port);
        if (callback)
            process.nextTick(callback);
    }
    ref() { }
    unref() { }
}
function listenVirtually(server, host, args) {
    const [options, callback] = connectArguments(args);
    if (options.path)
        escaped(host, `the unix socket ${options.path}`);
    if (runtime.ghost)
        return server;
    if (isSecure(server))
        greetInPlaceOfNode(server);
    beginSessionsOnStreams(server);
    if (callback)
        server.once('listening', callback);
    try {
        server._handle = new VirtualHandle(server, host, Number(options.port ?? 0));
    }
    catch (error) {
        process.nextTick(() => server.emit('error', error));
        return server;
    }
    process.nextTick(() => {
        if (!server._handle)
            return;
        server.emit('listening');
        orderConnections(server);
    });
    return server;
}
export function installSockets() {
    // Loaded here and not above: `http` keeps the timers it finds when it loads, so they must be replaced by now.
    const http = require('node:http');
    const realConnect = net.connect;
    const realListen = net.Server.prototype.listen;
    const realGetName = http.Agent.prototype.getName;
    const connect = (...args) => runtime.host
        ? connectVirtually(runtime.host, args)
        : realConnect(...args);
    Object.assign(net, { connect, createConnection: connect });
    net.Server.prototype.listen = function (...args) {
        const { host } = runtime;
        if (host)
            return listenVirtually(this, host, args);
        return realListen.apply(this, args);
    };
    // Clients on `node:http` share one global agent among all hosts: each host has its own connections in it.
    const agent = http.Agent.prototype;
    agent.createConnection = connect;
    http.Agent.prototype.getName = function (options) {
        const name = realGetName.call(this, options);
        return runtime.host ? `${runtime.host.name}>${name}` : name;
    };
    // Node writes the Date header from a clock of its own, which nothing can replace: in a host there is none.
    const outgoing = http.OutgoingMessage.prototype;
    const wanted = Symbol('sendDate');
    Object.defineProperty(outgoing, 'sendDate', {
        configurable: true,
        get() {
            return runtime.host ? false : this[wanted];
        },
        set(value) {
            this[wanted] = value;
        },
    });
}
