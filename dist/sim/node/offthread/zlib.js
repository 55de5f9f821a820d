/** Compression: Node's own code around a handle that works on another thread. In a host the handle works at once. */
import zlib from 'node:zlib';
import { runtime } from '../../world/runtime.js';
import { later, SHORT_US } from './later.js';
/** One of each kind of handle that this Node has. */
const KINDS = [
    'createGzip',
    'createBrotliCompress',
    'createBrotliDecompress',
    'createZstdCompress',
    'createZstdDecompress',
];
export function installZlib() {
    for (const kind of KINDS) {
        const create = zlib[kind];
        if (create)
            replaceWrite(create);
    }
}
function replaceWrite(create) {
    const handle = Object.getPrototypeOf(create()._handle);
    const done = endOf(create, handle);
    const { write } = handle;
    handle.write = function (...args) {
        if (!runtime.host)
            return write.apply(this, args);
        // What goes wrong is told at the end too.
        const { onerror } = this;
        let failed;
        this.onerror = (...error) => {
            failed = error;
        };
        this.writeSync(...args);
        this.onerror = onerror;
        later('zlib', String(args[3]), SHORT_US, () => (failed ? onerror.apply(this, failed) : done.call(this)));
    };
}
/** What Node calls when a handle has done its work: it is handed over with the handle's other settings. */
function endOf(create, handle) {
    const { init } = handle;
    let end;
    handle.init = function (...args) {
        end = args.find((arg) => typeof arg === 'function');
        return init.apply(this, args);
    };
    create().destroy();
    handle.init = init;
    if (!end)
        throw new Error('zlib is not built as it was: this Node is too new for the simulator');
    return end;
}
