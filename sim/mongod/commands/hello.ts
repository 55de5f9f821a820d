/** hello and its older name: who this member is, and, where asked to, when that changes. */
import { asInteger } from '../bson/number.ts';
import { type Doc, isObject, toNumber } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { toTimestamp } from '../oplog/entry.ts';
import type { Reply, Request } from './request.ts';

export async function hello(req: Request): Promise<Reply> {
  const { member, cmd } = req;
  const { topologyVersion, maxAwaitTimeMS } = cmd;
  if (topologyVersion !== undefined) {
    if (maxAwaitTimeMS === undefined)
      fail(31368, 'A request with topologyVersion must include maxAwaitTimeMS');
    if (!isObject(topologyVersion)) fail(14, "'topologyVersion' must be an object");
    const counter = asInteger((topologyVersion as Doc).counter) ?? -1n;
    if (String((topologyVersion as Doc).processId) === String(member.topology.processId)) {
      if (counter > member.topology.counter)
        fail(
          31382,
          `Received a topology version with counter: ${counter} which is greater than the server topology version counter: ${member.topology.counter}`,
        );
      if (counter === member.topology.counter) await member.topology.changed(toNumber(maxAwaitTimeMS));
    }
  } else if (maxAwaitTimeMS !== undefined)
    fail(31368, 'A request with maxAwaitTimeMS must include a topologyVersion');
  return { fields: describe(req) };
}

function describe(req: Request): Doc {
  const { member, engine } = req;
  const { role } = member;
  const opTime = (ts: bigint): Doc => ({ ts: toTimestamp(ts), t: BigInt(engine.term) });
  const last = engine.oplog.last;
  const wall = new Date(last?.wallMs ?? 0);
  const fields: Doc = {
    topologyVersion: { processId: member.topology.processId, counter: member.topology.counter },
    hosts: member.hosts,
    setName: member.options.replSet,
    setVersion: 1,
    [req.name === 'hello' ? 'isWritablePrimary' : 'ismaster']: role === 'primary',
    secondary: role === 'secondary',
  };
  const primary = member.primaryHost;
  if (primary) fields.primary = primary;
  fields.me = member.host;
  if (role === 'primary') fields.electionId = member.electionId;
  fields.lastWrite = {
    opTime: opTime(engine.clock.last),
    lastWriteDate: wall,
    majorityOpTime: opTime(engine.commit.committed),
    majorityWriteDate: wall,
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
  if (req.cmd.helloOk === true) fields.helloOk = true;
  return fields;
}
