/** First letters of POST, PUT, PATCH and DELETE: what only reads changes nothing. */
const WRITES = new Set([...'PD'].map((letter) => letter.charCodeAt(0)));
const HEAD = /^(POST|PUT|PATCH|DELETE) (\S+) HTTP\/1\.1\r\n/;
const END_OF_HEAD = '\r\n\r\n';
/** `serviceOf` tells which service a host runs on this port; undefined: none that is listened to. */
export function listenIn(network, serviceOf, onSignal) {
    network.onReceive = ({ connection, host }, bytes) => {
        if (host !== connection.server.host || !WRITES.has(bytes[0]))
            return;
        const to = serviceOf(host, connection.port);
        if (to === undefined)
            return;
        const text = bytes.toString('utf8');
        const [, method, path] = HEAD.exec(text) ?? [];
        if (method === undefined)
            return;
        const payload = parsed(text.slice(text.indexOf(END_OF_HEAD) + END_OF_HEAD.length));
        onSignal({ kind: 'request', to, method, path: path, payload });
    };
}
function parsed(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
