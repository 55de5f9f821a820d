import { Decimal128, Double } from 'bson';
import { isObject } from './bson/values.js';
import { Member as State } from './member.js';
import { Server } from './wire/server.js';
export { memoryDisk, noDisk } from './disk.js';
/** Starts a member; resolves once it takes connections. Rejects when the port is taken. */
export async function startMember(options) {
    const opened = await openMember(options);
    opened.state.started(opened.port, options.members);
    return opened;
}
/** Takes connections, but does nothing for them before its state is `started`. */
export async function openMember(options) {
    const { onCommit } = options;
    const state = new State(onCommit ? { ...options, onCommit: (entry) => onCommit(promoted(entry)) } : options);
    const server = new Server(state);
    const port = await server.listen(options.host, options.port);
    return {
        uri: `mongodb://${options.host}:${port}/?replicaSet=${options.replSet}`,
        port,
        state,
        async close() {
            state.close();
            await server.close();
        },
    };
}
function promoted(entry) {
    return {
        ...entry,
        id: promote(entry.id),
        before: entry.before && promote(entry.before),
        after: entry.after && promote(entry.after),
    };
}
/** Numbers as the driver gives them by default; everything else as it is, shared and not to be changed. */
function promote(v) {
    if (v instanceof Double)
        return v.value;
    if (typeof v === 'bigint')
        return v >= -9007199254740991n && v <= 9007199254740991n ? Number(v) : v;
    if (typeof v !== 'object' || v === null || v instanceof Decimal128)
        return v;
    if (Array.isArray(v)) {
        const out = v.map(promote);
        return out.some((x, i) => x !== v[i]) ? out : v;
    }
    if (!isObject(v))
        return v;
    let out;
    for (const name of Object.keys(v)) {
        const value = promote(v[name]);
        if (value === v[name])
            continue;
        out ??= { ...v };
        out[name] = value;
    }
    return out ?? v;
}
