/** Sessions and transactions: which one a command belongs to, and commit, abort, end. */
import { type Doc, isObject } from '../bson/values.ts';
import { fail, MongoError } from '../errors.ts';
import { sessionKey } from '../session/sessions.ts';
import { Transaction } from '../session/transaction.ts';
import type { Reply, Request } from './request.ts';

/** What may run inside a transaction. */
const IN_TRANSACTION = new Set([
  'insert',
  'update',
  'delete',
  'findAndModify',
  'findandmodify',
  'find',
  'getMore',
  'aggregate',
  'distinct',
  'killCursors',
  'commitTransaction',
  'abortTransaction',
  'create',
  'createIndexes',
  'prepareTransaction',
  'bulkWrite',
]);
const RETRYABLE = new Set(['insert', 'update', 'delete', 'findAndModify', 'findandmodify', 'bulkWrite']);
const ENDING = new Set(['commitTransaction', 'abortTransaction']);
/** What of a transaction is sent to the database `admin`; a getMore may be for the results of a bulkWrite. */
const ON_ADMIN = new Set([...ENDING, 'bulkWrite', 'getMore']);

/** Finds the session, and the transaction that the command continues or starts. */
export function attach(req: Request): void {
  const { cmd, name, engine } = req;
  const { lsid, txnNumber, autocommit, startTransaction } = cmd;
  if (lsid !== undefined) {
    if (!isObject(lsid)) fail(14, "BSON field 'OperationSessionInfo.lsid' is the wrong type");
    req.session = engine.sessions.get(lsid as Doc);
  }
  if (txnNumber === undefined) {
    if (autocommit !== undefined)
      fail(72, "'autocommit' field requires a transaction number to also be specified");
    if (startTransaction !== undefined)
      fail(72, "'startTransaction' field requires a transaction number to also be specified");
    if (ENDING.has(name)) fail(125, `${name} must be run within a transaction`);
    return;
  }
  if (!req.session) fail(72, 'Transaction number requires a session ID to also be specified');
  if (typeof txnNumber !== 'bigint')
    throw new MongoError(
      14,
      "BSON field 'OperationSessionInfo.txnNumber' is the wrong type, expected type 'long'",
    );
  if (txnNumber < 0n) fail(72, 'Transaction number cannot be negative');
  if (autocommit === undefined) {
    if (startTransaction !== undefined)
      fail(72, "'startTransaction' field requires 'autocommit' field to also be specified");
    if (ENDING.has(name)) fail(125, `${name} must be run within a transaction`);
    if (!RETRYABLE.has(name))
      fail(
        50768,
        `txnNumber may only be provided for multi-document transactions and retryable write commands. autocommit:false was not provided, and ${name} is not a retryable write command.`,
      );
    req.member.requirePrimary();
    engine.sessions.beginRetryable(req.session!, txnNumber);
    req.retryable = true;
    return;
  }
  if (autocommit !== false) fail(72, 'Specifying autocommit=true is not allowed.');
  if (startTransaction !== undefined && startTransaction !== true)
    fail(72, 'Specifying startTransaction=false is not allowed.');
  if (!IN_TRANSACTION.has(name)) {
    const hint =
      name === 'count'
        ? ' Please see http://dochub.mongodb.org/core/transaction-count for a recommended alternative.'
        : '';
    fail(263, `Cannot run '${name}' in a multi-document transaction.${hint}`);
  }
  req.member.requirePrimary();
  if (['admin', 'config', 'local'].includes(req.db) && !ON_ADMIN.has(name))
    fail(263, `Cannot run command against the '${req.db}' database in a transaction`);
  if (startTransaction && name === 'killCursors')
    fail(263, 'Cannot run killCursors as the first operation in a multi-document transaction.');
  if (startTransaction) start(req, txnNumber);
  else resume(req, txnNumber);
}

function start(req: Request, txnNumber: bigint): void {
  const session = req.session!;
  const { cmd, engine } = req;
  if (ENDING.has(req.name)) fail(72, `${req.name} cannot start a transaction`);
  const concern = (cmd.readConcern as Doc | undefined) ?? {};
  const { level } = concern;
  if (level !== undefined && !['local', 'majority', 'snapshot'].includes(String(level))) {
    fail(
      72,
      "The readConcern level must be either 'local' (default), 'majority' or 'snapshot' in order to run in a transaction",
    );
  }
  if (cmd.writeConcern !== undefined)
    fail(72, 'writeConcern is not allowed within a multi-statement transaction');
  if (txnNumber < session.txnNumber) {
    fail(
      225,
      `Cannot start transaction ${txnNumber} on session ${session.key} because a newer transaction ${session.txnNumber} has already started.`,
    );
  }
  if (txnNumber === session.txnNumber)
    fail(
      117,
      'Only servers in a sharded cluster can start a new transaction at the active transaction number',
    );
  req.cursors.killWhere((c) => c.session === session.key && c.txnNumber !== undefined);
  session.txn?.abort();
  session.txnNumber = txnNumber;
  session.done = new Map();
  session.txn = new Transaction(txnNumber, concern, () => engine.store, engine.locks);
  req.member.upkeep.transactions.watch(session.txn);
  req.txn = session.txn;
}

function resume(req: Request, txnNumber: bigint): void {
  const session = req.session!;
  const { txn } = session;
  if (req.cmd.readConcern !== undefined)
    fail(72, 'Only the first command in a transaction may specify a readConcern');
  if (req.cmd.writeConcern !== undefined && !ENDING.has(req.name))
    fail(72, 'writeConcern is not allowed within a multi-statement transaction');
  if (txnNumber < session.txnNumber) {
    fail(
      225,
      `Transaction number ${txnNumber} is too old: a newer one, ${session.txnNumber}, has already started on session ${session.key}`,
    );
  }
  if (!txn && session.committed === txnNumber) {
    // Committed by an earlier primary, or before a restart.
    if (req.name !== 'commitTransaction') fail(256, `Transaction ${txnNumber} has been committed.`);
    return;
  }
  if (!txn || txnNumber > session.txnNumber) {
    fail(
      251,
      `Given transaction number ${txnNumber} does not match any in-progress transactions. The active transaction number is ${session.txnNumber}`,
    );
  }
  if (txn!.state === 'committed' && req.name !== 'commitTransaction')
    fail(256, `Transaction ${txnNumber} has been committed.`);
  if (txn!.state === 'aborted') fail(251, `Transaction ${txnNumber} has been aborted.`);
  req.txn = txn;
}

export function commitTransaction(req: Request): Reply {
  if (req.db !== 'admin') fail(13, 'commitTransaction may only be run against the admin database.');
  const { txn, session, engine } = req;
  if (!txn || txn.state === 'committed') return { fields: {} };
  txn.commit();
  if (txn.ops.length > 0) {
    const id = { session: session!.key, lsid: session!.lsid, txnNumber: txn.txnNumber, stmtIds: [] };
    engine.record(txn.ops, id, true);
  }
  req.cursors.killWhere((c) => c.session === session!.key && c.txnNumber !== undefined);
  return { fields: {} };
}

export function abortTransaction(req: Request): Reply {
  if (req.db !== 'admin') fail(13, 'abortTransaction may only be run against the admin database.');
  req.txn!.abort();
  req.cursors.killWhere((c) => c.session === req.session!.key && c.txnNumber !== undefined);
  return { fields: {} };
}

export function startSession(req: Request): Reply {
  return { fields: { id: { id: req.engine.newUuid() }, timeoutMinutes: 30 } };
}

function sessionsOf(req: Request): Doc[] {
  const list = req.cmd[req.name];
  if (!Array.isArray(list))
    return fail(14, `BSON field '${req.name}' is the wrong type, expected type 'array'`);
  return list.map((one) =>
    isObject(one) ? one : fail(14, `BSON field '${req.name}' holds the wrong type, expected type 'object'`),
  );
}

export function endSessions(req: Request): Reply {
  for (const lsid of sessionsOf(req)) {
    const key = sessionKey(lsid);
    req.engine.sessions.end(lsid);
    req.cursors.killWhere((c) => c.session === key);
  }
  return { fields: {} };
}

/** They are used as much as by any other command. */
export function refreshSessions(req: Request): Reply {
  for (const lsid of sessionsOf(req)) req.engine.sessions.get(lsid);
  return { fields: {} };
}

/** An empty list means all of them. */
export function killSessions(req: Request): Reply {
  const list = sessionsOf(req);
  const keys = new Set(list.filter((s) => 'id' in s).map(sessionKey));
  for (const session of req.engine.sessions.all()) {
    if (keys.size > 0 && !keys.has(session.key)) continue;
    session.txn?.abort();
    req.cursors.killWhere((c) => c.session === session.key);
  }
  return { fields: {} };
}
