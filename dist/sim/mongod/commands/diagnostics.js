/** What a server says about itself, as far as drivers and tools ask. */
import { isObject, toNumber } from '../bson/values.js';
import { fail } from '../errors.js';
export const ping = () => ({ fields: {} });
export const buildInfo = () => ({
    fields: {
        version: '4.4.0',
        gitVersion: '563487e100c4215e2dce98d0af2a6a5a2d67c5cf',
        modules: [],
        allocator: 'model',
        javascriptEngine: 'none',
        sysInfo: 'deprecated',
        versionArray: [4, 4, 0, 0],
        bits: 64,
        debug: false,
        maxBsonObjectSize: 16777216,
        storageEngines: ['wiredTiger'],
    },
});
export function serverStatus(req) {
    const { member, engine } = req;
    return {
        fields: {
            host: member.host,
            version: '4.4.0',
            process: 'mongod',
            uptime: Math.max(0, Math.floor((Date.now() - member.startedMs) / 1000)),
            localTime: new Date(),
            connections: { current: member.connections, available: 1000 },
            repl: {
                setName: member.options.replSet,
                ismaster: member.role === 'primary',
                hosts: member.replset.config.map((m) => `${m.host}:${m.port}`),
                me: member.host,
            },
            storageEngine: { name: 'wiredTiger', supportsCommittedReads: true, persistent: true },
            metrics: {
                cursor: { open: { total: BigInt(req.cursors.size) } },
                oplog: { entries: engine.oplog.size },
            },
        },
    };
}
export function getParameter(req) {
    if (req.cmd.featureCompatibilityVersion)
        return { fields: { featureCompatibilityVersion: { version: '4.4' } } };
    return fail(72, 'no option found to get');
}
export const connectionStatus = () => ({
    fields: { authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] } },
});
export const getCmdLineOpts = () => ({
    fields: { argv: ['mongod'], parsed: { setParameter: { enableTestCommands: true } } },
});
export const whatsmyuri = () => ({ fields: { you: '127.0.0.1' } });
export const getLog = () => ({ fields: { totalLinesWritten: 0, log: [] } });
export function validate(req) {
    const coll = req.store.get(req.ns);
    if (!coll)
        return fail(26, `Collection '${req.ns}' does not exist to validate.`);
    return {
        fields: { ns: req.ns, nrecords: coll.count, nIndexes: coll.indexes.length, valid: true, errors: [] },
    };
}
export function dbStats(req) {
    const colls = [...req.store.inDatabase(req.db)];
    return {
        fields: {
            db: req.db,
            collections: colls.length,
            objects: colls.reduce((n, c) => n + c.count, 0),
            indexes: colls.reduce((n, c) => n + c.indexes.length, 0),
        },
    };
}
/** Sets up or takes away a fail point. */
export function configureFailPoint(req) {
    const { cmd } = req;
    if (req.db !== 'admin')
        fail(13, 'configureFailPoint may only be run against the admin database.');
    const failPoint = req.member.failPoints.named(cmd.configureFailPoint);
    if (!failPoint)
        return fail(2, `failpoint '${String(cmd.configureFailPoint)}' is not supported by this server`);
    const { mode } = cmd;
    let times;
    let skip = 0;
    if (mode === 'off')
        times = 0;
    else if (mode === 'alwaysOn')
        times = Number.POSITIVE_INFINITY;
    else if (isObject(mode) && mode.times !== undefined)
        times = toNumber(mode.times);
    else if (isObject(mode) && mode.skip !== undefined) {
        times = Number.POSITIVE_INFINITY;
        skip = toNumber(mode.skip);
    }
    else
        return fail(2, `unknown mode for a failpoint`);
    const count = failPoint.set(times, skip, cmd.data ?? {});
    return { fields: { count } };
}
