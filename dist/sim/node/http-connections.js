/** Called once the server listens, which is when Node has made its list. */
export function orderConnections(server) {
    const list = connectionsOf(server);
    if (!list)
        return;
    for (const which of ['all', 'idle', 'active']) {
        const asNodeHasThem = list[which].bind(list);
        list[which] = () => asNodeHasThem().sort((a, b) => dialled(a) - dialled(b));
    }
    // It measures by a clock that nothing can replace; a request that takes a minute is for the services to end.
    list.expired = () => [];
}
/** Undefined for a server that is not of HTTP. */
function connectionsOf(server) {
    const key = Object.getOwnPropertySymbols(server).find((s) => s.description === 'http.server.connections');
    return key && server[key];
}
/** The port of the caller, which the network counts up. */
function dialled(parser) {
    return parser.socket?.remotePort ?? 0;
}
