/**
 * What libraries keep at module level is shared by all hosts of a process and outlives a run. It is set to the
 * same state before each run, so that a warm process and a fresh one give the same history.
 */
import { createRequire } from 'node:module';
import os from 'node:os';
import { ObjectId } from 'bson';
import 'mongodb';
import { resetTimers } from './timers.js';
const require = createRequire(import.meta.url);
const commands = require('mongodb/lib/cmap/commands.js');
const driverRuntime = require('mongodb/lib/runtime_adapters.js');
const driverUtils = require('mongodb/lib/utils.js');
const httpParsers = require('node:_http_common').parsers;
const undiciTimers = require('undici/lib/util/timers.js');
/** `bson` is loaded twice: as an ES module, and as CommonJS by the driver. Each counts its ids. */
const counters = [ObjectId, require('bson').ObjectId];
let requestId = 0;
const nextRequestId = () => {
    requestId = (requestId + 1) & 0x7fffffff;
    return requestId;
};
/** Once per process, before the first run. */
export function tameLibraries() {
    commands.OpMsgRequest.getRequestId = nextRequestId;
    commands.OpQueryRequest.getRequestId = nextRequestId;
    // undici keeps coarse timers in one list for the whole process: one host's crash would take all hosts' along.
    undiciTimers.setTimeout = (callback, ms, arg) => setTimeout(callback, ms, arg);
    undiciTimers.clearTimeout = (timer) => clearTimeout(timer);
    undiciTimers.setFastTimeout = undiciTimers.setTimeout;
    undiciTimers.clearFastTimeout = undiciTimers.clearTimeout;
    compileAtOnce();
    // Node keeps 1,000 parsers for reuse and closes any more by a setImmediate. That would be a host's, and dies with
    // it: the parser would keep its socket, and the socket its whole world, in memory.
    httpParsers.max = Number.POSITIVE_INFINITY;
    // Node loads the inside of `fetch` at first use, with a compilation of its own: let that be now.
    void globalThis.Headers;
    // The driver asks for `os` by a dynamic import, which ends at a real time, on another thread.
    driverRuntime.resolveRuntimeAdapters = async (options) => ({
        os: options.runtimeAdapters?.os ?? os,
    });
    // The driver looks on the disk whether it is in a container, once per process, and tells the server.
    driverUtils.fileIsAccessible = async () => false;
}
/** HTTP parsers are WebAssembly, compiled on a thread that is done at a real time: here they are done at once. */
function compileAtOnce() {
    const api = globalThis.WebAssembly;
    api.compile = async (bytes) => new api.Module(bytes);
    api.instantiate = async (source, imports) => {
        if (source instanceof api.Module)
            return new api.Instance(source, imports);
        const module = new api.Module(source);
        return { module, instance: new api.Instance(module, imports) };
    };
}
/** Before each run. */
export function resetLibraries() {
    counters.forEach((ids, which) => {
        ids.index = 0;
        ids.PROCESS_UNIQUE = new Uint8Array([0x67, 0x72, 0x6f, 0x75, which]);
    });
    requestId = 0;
    resetTimers();
}
