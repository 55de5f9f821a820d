/** hello and its older name: who this member is, and, where asked to, when that changes. */
import { asInteger } from '../bson/number.ts';
import { MAX_DOCUMENT_BYTES } from '../bson/size.ts';
import { type Doc, isObject, toNumber } from '../bson/values.ts';
import { fail } from '../errors.ts';
import type { Member } from '../member.ts';
import { NO_ENTRY } from '../oplog/entry.ts';
import { opTimeToDoc } from '../replset/codec.ts';
import { RELEASES } from '../version.ts';
import { MAX_MESSAGE_BYTES } from '../wire/message.ts';
import type { Reply, Request } from './request.ts';
import { introduction } from './sasl.ts';

export async function hello(req: Request): Promise<Reply> {
  const { member, cmd } = req;
  const { topologyVersion, maxAwaitTimeMS } = cmd;
  const application = isObject(cmd.client) ? cmd.client.application : undefined;
  if (isObject(application)) req.connection.appName ??= String(application.name);
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
  return { fields: { ...describe(req), ...introduction(req) } };
}

/** What the member is in its set. */
export function membership(member: Member, isPrimary = 'ismaster'): Doc {
  const { engine } = member;
  const { role } = member;
  const { oplog, commit } = engine;
  const last = oplog.last;
  const committed = oplog.at(oplog.seek(commit.committed));
  const { config, me } = member.replset;
  const named = (electable: boolean): string[] =>
    config.filter((m) => (m.priority ?? 1) > 0 === electable).map((m) => `${m.host}:${m.port}`);
  const passives = named(false);
  const fields: Doc = {
    topologyVersion: { processId: member.topology.processId, counter: member.topology.counter },
    hosts: named(true),
    ...(passives.length > 0 ? { passives } : {}),
    setName: member.options.replSet,
    setVersion: 1,
    [isPrimary]: role === 'primary',
    secondary: role === 'secondary',
  };
  const primary = member.primaryHost;
  if (primary) fields.primary = primary;
  fields.me = member.host;
  if (me.priority === 0) fields.passive = true;
  if (role === 'primary') fields.electionId = member.electionId;
  fields.lastWrite = {
    opTime: opTimeToDoc(oplog.end),
    lastWriteDate: new Date(last?.wallMs ?? 0),
    majorityOpTime: opTimeToDoc(committed ?? NO_ENTRY),
    majorityWriteDate: new Date(committed?.wallMs ?? 0),
  };
  return fields;
}

function describe(req: Request): Doc {
  const fields = membership(req.member, req.name === 'hello' ? 'isWritablePrimary' : 'ismaster');
  Object.assign(fields, {
    maxBsonObjectSize: MAX_DOCUMENT_BYTES,
    maxMessageSizeBytes: MAX_MESSAGE_BYTES,
    maxWriteBatchSize: 100000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    connectionId: req.connection.id,
    minWireVersion: 0,
    maxWireVersion: RELEASES[req.version].wire,
    readOnly: false,
  });
  if (req.cmd.helloOk === true) fields.helloOk = true;
  return fields;
}
