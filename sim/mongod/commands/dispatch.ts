/** Runs one command from its document to its reply. Never throws: what goes wrong becomes the reply. */
import { Binary, Timestamp } from 'bson';
import { authorize } from '../auth/authorize.ts';
import { encode, encodeWithBatch, encodeWithDocument } from '../bson/encode.ts';
import { type Doc, double, isObject, toNumber, type Value } from '../bson/values.ts';
import {
  codeName,
  fail,
  isNotResumable,
  isResumable,
  isRetryable,
  isTransient,
  MongoError,
} from '../errors.ts';
import type { Failure } from '../failpoint.ts';
import type { Member } from '../member.ts';
import { type ClusterTime, fromTimestamp, toTimestamp } from '../oplog/entry.ts';
import { checkApiVersion } from './api-version.ts';
import {
  awaitReadConcern,
  awaitWriteConcern,
  confirmRead,
  parseWriteConcern,
  type WriteConcern,
} from './concern.ts';
import { checkGeneric } from './fields.ts';
import { type Command, commandOf } from './index.ts';
import { type Connection, type Reply, Request } from './request.ts';
import { attach } from './transactions.ts';

const NO_SIGNATURE = { hash: new Binary(Buffer.alloc(20)), keyId: 0n };
const ENDING = new Set(['commitTransaction', 'abortTransaction']);

export interface Answer {
  /** The reply as BSON. */
  bytes: Buffer;
  /** To a client that lets the server go on replying there is another reply to come. */
  goesOn: boolean;
}

/** Undefined when the connection is to be cut instead. `refused`: its message was understood, and is an error. */
export async function dispatch(
  member: Member,
  cmd: Doc,
  connection: Connection,
  refused?: MongoError,
): Promise<Answer | undefined> {
  const name = Object.keys(cmd)[0] ?? '';
  const db = typeof cmd.$db === 'string' ? cmd.$db : '';
  const req = new Request(member, name, cmd, db, connection);
  const failure = member.failPoints.meets(req);
  const operation = member.operations.begin(req);
  try {
    if (refused) throw refused;
    const command = commandOf(name, cmd, req.version);
    if (failure) {
      if (failure.blockMs > 0) await new Promise((resolve) => setTimeout(resolve, failure.blockMs));
      if (failure.close) return undefined;
    }
    const reply = await execute(req, command, failure);
    return req.unheard ? undefined : { bytes: finish(req, reply), goesOn: goesOn(req, reply) };
  } catch (error) {
    const reply = { fields: errorFields(req, error, failure) };
    return req.unheard ? undefined : { bytes: finish(req, reply), goesOn: false };
  } finally {
    member.operations.end(operation);
  }
}

const HELLO = new Set(['hello', 'ismaster', 'isMaster']);

/** Each change of the set is another answer to a hello that waits for them, and each batch to a getMore. */
function goesOn({ name, cmd }: Request, { cursor }: Reply): boolean {
  if (name === 'getMore') return cursor !== undefined && cursor.id !== 0n;
  return HELLO.has(name) && cmd.maxAwaitTimeMS !== undefined;
}

async function execute(req: Request, command: Command, failure: Failure | undefined): Promise<Reply> {
  const { engine } = req;
  if (typeof req.cmd.$db !== 'string') fail(40571, 'OP_MSG requests require a $db argument');
  authorize(req, command.kind);
  if (failure?.error) {
    labelContext(req);
    throw failure.error;
  }
  // Before the command runs: it may be told to wait for that time.
  witness(req);
  checkGeneric(req.cmd);
  checkApiVersion(req);
  req.member.failPoints.atStart(req);
  req.member.upkeep.idle.settle();
  attach(req);
  const concern = command.kind === 'write' ? parseWriteConcern(req.cmd.writeConcern, req.version) : undefined;
  requireRole(req, command);
  if (req.cmd.readConcern !== undefined) {
    await awaitReadConcern(req);
    // The role may have changed meanwhile.
    requireRole(req, command);
  }
  const before = engine.oplog.last?.ts ?? 0n;
  const reply = await run(req, command);
  engine.commit.flush(!journals(concern));
  const waits = !req.txn || ENDING.has(req.name) || failure?.writeConcernError;
  if (concern && waits) await acknowledge(req, reply, concern, before, failure);
  if (command.kind === 'read') await confirmRead(req);
  return reply;
}

function requireRole(req: Request, command: Command): void {
  if (command.kind === 'write') req.member.requirePrimary();
  else if (command.kind === 'read') req.member.requireReadable(req);
}

/** Whether who asked for it waits for a sync. */
const journals = (concern: WriteConcern | undefined): boolean =>
  concern !== undefined && (concern.j || typeof concern.w === 'string');

/** An error inside a transaction ends it. */
async function run(req: Request, command: Command): Promise<Reply> {
  try {
    const reply = await command.run(req);
    if (req.txn && (reply.fields.writeErrors || reply.fields.nErrors)) req.txn.abort();
    return reply;
  } catch (error) {
    req.engine.commit.flush(true);
    if (req.txn && !(req.name === 'commitTransaction' && req.txn.state === 'committed')) req.txn.abort();
    throw error;
  }
}

async function acknowledge(
  req: Request,
  reply: Reply,
  concern: WriteConcern,
  before: bigint,
  failure: Failure | undefined,
): Promise<void> {
  // A write that changed nothing still waits for what it saw.
  const upTo = req.engine.oplog.last?.ts ?? before;
  const chosen = failure?.writeConcernError ?? (await awaitWriteConcern(req, concern, upTo));
  if (!chosen) return;
  reply.fields.writeConcernError = chosen;
  const labels =
    failure?.labels ?? (retries(req) && isRetryable(toNumber(chosen.code)) ? ['RetryableWriteError'] : []);
  if (labels.length > 0) reply.fields.errorLabels = labels;
}

/** A failpoint strikes before the session is looked up: labels need only know what kind of write it was. */
function labelContext(req: Request): void {
  req.retryable = req.cmd.txnNumber !== undefined && req.cmd.autocommit === undefined;
}

const retries = (req: Request): boolean => req.retryable || ENDING.has(req.name);

function labelsOf(req: Request, code: number): string[] {
  const labels: string[] = [];
  const inTxn = req.cmd.autocommit === false;
  if (retries(req) && isRetryable(code)) labels.push('RetryableWriteError');
  else if (inTxn && isTransient(code)) labels.push('TransientTransactionError');
  if (req.changeStream && isResumable(code)) labels.push('ResumableChangeStreamError');
  if (isNotResumable(code)) labels.push('NonResumableChangeStreamError');
  return labels;
}

function errorFields(req: Request, error: unknown, failure: Failure | undefined): Doc {
  let known: MongoError;
  if (error instanceof MongoError) known = error;
  else if (error instanceof RangeError)
    known = new MongoError(15, `the command is too deeply nested: ${error.message}`);
  else {
    req.member.log('error', 'a command failed unexpectedly', {
      command: req.name,
      error: (error as Error).stack ?? String(error),
    });
    known = new MongoError(1, `internal error: ${(error as Error).message}`);
  }
  if (req.changeStream && known.code === 286) req.member.tell({ kind: 'history-lost' });
  const labels = error === failure?.error && failure?.labels ? failure.labels : labelsOf(req, known.code);
  const fields: Doc = {};
  if (labels.length > 0) fields.errorLabels = labels;
  return {
    ...fields,
    ok: double(0),
    errmsg: known.message,
    code: known.code,
    codeName: codeName(known.code, req.version),
    ...known.extra,
  };
}

function finish(req: Request, reply: Reply): Buffer {
  const { clock, oplog } = req.engine;
  const fields: Doc = { ok: double(1), ...reply.fields };
  fields.$clusterTime = { clusterTime: toTimestamp(clock.last), signature: NO_SIGNATURE };
  fields.operationTime = toTimestamp(oplog.last?.ts ?? clock.last);
  const { cursor } = reply;
  if (!cursor) return encode(fields);
  const rest: Doc = { id: cursor.id, ns: cursor.ns };
  if (req.snapshot) rest.atClusterTime = toTimestamp(req.snapshot.ts);
  if (cursor.postBatchResumeToken) rest.postBatchResumeToken = cursor.postBatchResumeToken;
  return encodeWithDocument('cursor', encodeWithBatch(cursor.name, cursor.docs, rest), fields);
}

const FARTHEST_S = 365n * 86_400n;

/** Learns another node's time, gossiped by the client; not one that a broken client made up. */
function witness(req: Request): void {
  const gossip = req.cmd.$clusterTime;
  if (gossip === undefined) return;
  const ts = gossipedTime(gossip, req.name);
  if (ts >> 32n > BigInt(Math.floor(Date.now() / 1000)) + FARTHEST_S)
    fail(205, `New cluster time, ${ts >> 32n}, is too far from this node's wall clock time.`);
  req.engine.clock.witness(ts);
}

function gossipedTime(gossip: Value, command: string): ClusterTime {
  if (!isObject(gossip)) return fail(13111, 'wrong type for field ($clusterTime)');
  const { clusterTime, signature } = gossip;
  if (clusterTime === undefined) fail(4, 'Missing expected field "clusterTime"');
  if (!(clusterTime instanceof Timestamp))
    return fail(14, '"clusterTime" had the wrong type. Expected timestamp');
  // The members leave it out among themselves.
  if (signature === undefined && !command.startsWith('replSet'))
    fail(4, 'Missing expected field "signature"');
  if (signature !== undefined && !isObject(signature))
    fail(14, '"signature" had the wrong type. Expected object');
  return fromTimestamp(clusterTime);
}
