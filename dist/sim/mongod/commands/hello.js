/** hello and its older name: who this member is, and, where asked to, when that changes. */
import { asInteger } from '../bson/number.js';
import { isObject, toNumber } from '../bson/values.js';
import { fail } from '../errors.js';
import { NO_ENTRY } from '../oplog/entry.js';
import { opTimeToDoc } from '../replset/codec.js';
export async function hello(req) {
    const { member, cmd } = req;
    const { topologyVersion, maxAwaitTimeMS } = cmd;
    if (topologyVersion !== undefined) {
        if (maxAwaitTimeMS === undefined)
            fail(31368, 'A request with topologyVersion must include maxAwaitTimeMS');
        if (!isObject(topologyVersion))
            fail(14, "'topologyVersion' must be an object");
        const counter = asInteger(topologyVersion.counter) ?? -1n;
        if (String(topologyVersion.processId) === String(member.topology.processId)) {
            if (counter > member.topology.counter)
                fail(31382, `Received a topology version with counter: ${counter} which is greater than the server topology version counter: ${member.topology.counter}`);
            if (counter === member.topology.counter)
                await member.topology.changed(toNumber(maxAwaitTimeMS));
        }
    }
    else if (maxAwaitTimeMS !== undefined)
        fail(31368, 'A request with maxAwaitTimeMS must include a topologyVersion');
    return { fields: describe(req) };
}
function describe(req) {
    const { member, engine } = req;
    const { role } = member;
    const { oplog, commit } = engine;
    const last = oplog.last;
    const committed = oplog.at(oplog.seek(commit.committed));
    const { config, me } = member.replset;
    const named = (electable) => config.filter((m) => (m.priority ?? 1) > 0 === electable).map((m) => `${m.host}:${m.port}`);
    const passives = named(false);
    const fields = {
        topologyVersion: { processId: member.topology.processId, counter: member.topology.counter },
        hosts: named(true),
        ...(passives.length > 0 ? { passives } : {}),
        setName: member.options.replSet,
        setVersion: 1,
        [req.name === 'hello' ? 'isWritablePrimary' : 'ismaster']: role === 'primary',
        secondary: role === 'secondary',
    };
    const primary = member.primaryHost;
    if (primary)
        fields.primary = primary;
    fields.me = member.host;
    if (me.priority === 0)
        fields.passive = true;
    if (role === 'primary')
        fields.electionId = member.electionId;
    fields.lastWrite = {
        opTime: opTimeToDoc(oplog.end),
        lastWriteDate: new Date(last?.wallMs ?? 0),
        majorityOpTime: opTimeToDoc(committed ?? NO_ENTRY),
        majorityWriteDate: new Date(committed?.wallMs ?? 0),
    };
    Object.assign(fields, {
        maxBsonObjectSize: 16777216,
        maxMessageSizeBytes: 48000000,
        maxWriteBatchSize: 100000,
        localTime: new Date(),
        logicalSessionTimeoutMinutes: 30,
        connectionId: req.connection.id,
        minWireVersion: 0,
        maxWireVersion: 9,
        readOnly: false,
    });
    if (req.cmd.helloOk === true)
        fields.helloOk = true;
    return fields;
}
