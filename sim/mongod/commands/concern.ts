/** Read and write concern: checking them, and waiting for what they ask. */
import { Timestamp } from 'bson';
import { type Doc, isNumber, isObject, T, toNumber, typeName, typeOf } from '../bson/values.ts';
import { codeName, fail, MongoError } from '../errors.ts';
import { type ClusterTime, fromTimestamp } from '../oplog/entry.ts';
import { isAtLeast, type ServerVersion } from '../version.ts';
import { writingStage } from './aggregate.ts';
import type { Reply, Request } from './request.ts';

const AFTER_A_TIME = ['local', 'majority', 'snapshot'];
const LEVELS = ['local', 'majority', 'linearizable', 'available', 'snapshot'];

/** Refuses a bad read concern, and waits until this member can give what it asks for. */
export async function awaitReadConcern(req: Request): Promise<void> {
  const concern = req.cmd.readConcern;
  if (concern === undefined) return;
  if (!isObject(concern)) return fail(9, 'readConcern field should be an object');
  for (const key of Object.keys(concern)) {
    if (!['level', 'afterClusterTime', 'atClusterTime', 'provenance', 'afterOpTime'].includes(key))
      fail(72, `Unrecognized option in readConcern: ${key}`);
  }
  const { level, afterClusterTime, atClusterTime } = concern;
  if (level !== undefined && !LEVELS.includes(String(level))) {
    fail(
      9,
      "readConcern.level must be either 'local', 'majority', 'linearizable', 'available', or 'snapshot'",
    );
  }
  const isOfThePast = level === 'snapshot' && !req.txn;
  if (isOfThePast) requireSnapshotReads(req);
  if (atClusterTime !== undefined && !isOfThePast)
    fail(72, 'readConcern atClusterTime is not supported by this server');
  const timeoutMs = req.cmd.maxTimeMS === undefined ? 0 : toNumber(req.cmd.maxTimeMS);
  const { engine } = req;
  if (afterClusterTime !== undefined) {
    if (typeOf(afterClusterTime) !== T.timestamp)
      fail(
        14,
        `"afterClusterTime" had the wrong type. Expected timestamp, found ${typeName(afterClusterTime)}`,
      );
    if (level !== undefined && !AFTER_A_TIME.includes(String(level)))
      fail(72, 'afterClusterTime field can be set only if level is equal to majority, local, or snapshot');
    const ts = fromTimestamp(afterClusterTime as Timestamp);
    const until = level === 'majority' || isOfThePast ? 'committed' : 'applied';
    await timed(engine.commit.wait(timeToCome(req, 'afterClusterTime', ts), until, timeoutMs));
  } else if (level === 'majority') {
    // After a start nobody has said yet how far the majority is (ReadConcernMajorityNotAvailableYet, which the server waits out).
    await timed(engine.commit.wait(0n, 'committed', timeoutMs));
  }
  if (level === 'linearizable') req.member.requirePrimary();
  if (isOfThePast) await readThePast(req, timeoutMs);
}

/** Since 5.0 these three may read a snapshot without a transaction. */
function requireSnapshotReads({ version, name, cmd }: Request): void {
  if (!isAtLeast(version, '5.0')) fail(72, 'readConcern level snapshot is only valid in a transaction');
  if (!['find', 'aggregate', 'distinct'].includes(name) || writingStage(cmd))
    fail(72, `Command ${name} does not support readConcern level snapshot outside of transactions`);
}

/** Chooses what is read: what is committed now, or was at the time that is asked for. */
async function readThePast(req: Request, timeoutMs: number): Promise<void> {
  const { engine } = req;
  const at = (req.cmd.readConcern as Doc).atClusterTime;
  if (at === undefined) {
    await timed(engine.commit.wait(0n, 'committed', timeoutMs));
    req.snapshot = engine.snapshots.newest();
    return;
  }
  if (!(at instanceof Timestamp))
    return fail(14, `"atClusterTime" had the wrong type. Expected timestamp, found ${typeName(at)}`);
  const ts = fromTimestamp(at);
  await timed(engine.commit.wait(timeToCome(req, 'atClusterTime', ts), 'committed', timeoutMs));
  req.snapshot = engine.snapshots.at(ts);
}

/** Up to where there is to wait for a time. What was written here is there at once; only the majority may have to catch up. */
function timeToCome({ engine, member }: Request, what: string, ts: ClusterTime): ClusterTime {
  const { last } = engine.clock;
  if (ts > last)
    fail(
      72,
      `readConcern ${what} value must not be greater than the current clusterTime. Requested clusterTime: ${ts >> 32n}; current clusterTime: ${last >> 32n}`,
    );
  const newest = engine.oplog.end.ts;
  return member.role === 'primary' && newest < ts ? newest : ts;
}

/**
 * After a linearizable read: a no-op that a majority takes shows that no other primary was chosen before the read
 * began, and that all it has read is committed.
 */
export async function confirmRead(req: Request): Promise<void> {
  if ((req.cmd.readConcern as Doc | undefined)?.level !== 'linearizable') return;
  const { engine, member } = req;
  member.requirePrimary();
  // One alone can have no rival, but may have shown what its disk is still to write.
  const ts = engine.commit.replicated ? engine.record([{ op: 'n', ns: '' }]) : engine.oplog.end.ts;
  engine.commit.flush();
  const timeoutMs = req.cmd.maxTimeMS === undefined ? 0 : toNumber(req.cmd.maxTimeMS);
  await timed(engine.commit.wait(ts, 'committed', timeoutMs));
}

/** A read's wait: its errors are a read's. */
async function timed(wait: Promise<void>): Promise<void> {
  try {
    await wait;
  } catch (error) {
    if (!(error instanceof MongoError)) throw error;
    if (error.code === 64) fail(50, 'operation exceeded time limit');
    if (error.code === 189) fail(11602, 'operation was interrupted');
    throw error;
  }
}

export interface WriteConcern {
  w: unknown;
  j: boolean;
  wtimeoutMs: number;
  /** As errors name it, and where it came from. */
  given: Doc;
}

/** What a write waits for whose client does not say. */
const defaultW = (version: ServerVersion): 1 | 'majority' => (isAtLeast(version, '5.0') ? 'majority' : 1);

/** What is read and written with where the client does not say: before 5.0 nobody had chosen it. */
export function getDefaultRWConcern({ version, db }: Request): Reply {
  if (db !== 'admin') fail(13, 'getDefaultRWConcern may only be run against the admin database.');
  if (!isAtLeast(version, '5.0')) return { fields: { localUpdateWallClockTime: new Date() } };
  return {
    fields: {
      defaultReadConcern: { level: 'local' },
      defaultWriteConcern: { w: defaultW(version), wtimeout: 0 },
      defaultReadConcernSource: 'implicit',
      defaultWriteConcernSource: 'implicit',
      localUpdateWallClockTime: new Date(),
    },
  };
}

export function parseWriteConcern(v: unknown, version: ServerVersion): WriteConcern {
  if (v === undefined) {
    const w = defaultW(version);
    return { w, j: false, wtimeoutMs: 0, given: { w, wtimeout: 0, provenance: 'implicitDefault' } };
  }
  if (!isObject(v)) return fail(9, 'writeConcern has to be an object');
  for (const key of Object.keys(v))
    if (!['w', 'j', 'wtimeout', 'fsync', 'provenance', 'getLastError'].includes(key))
      fail(9, `unrecognized write concern field: ${key}`);
  const { w = defaultW(version), j, wtimeout } = v;
  if (isNumber(w)) {
    if (toNumber(w) < 0 || toNumber(w) > 50)
      fail(9, 'w has to be a non-negative number and not greater than 50');
  } else if (typeof w !== 'string') fail(9, 'w has to be a number or string');
  if (j !== undefined && typeof j !== 'boolean' && !isNumber(j))
    fail(9, 'j must be numeric or a boolean value');
  return {
    w,
    j: j === true || (isNumber(j) && toNumber(j) !== 0),
    wtimeoutMs: wtimeout === undefined ? 0 : Math.max(0, toNumber(wtimeout)),
    given: { ...v, provenance: 'clientSupplied' },
  };
}

/** Waits for the concern; what cannot be met comes back as the reply's writeConcernError. */
export async function awaitWriteConcern(
  req: Request,
  concern: WriteConcern,
  upTo: bigint,
): Promise<Doc | undefined> {
  const { engine, member } = req;
  const { w } = concern;
  const errInfo = { writeConcern: concern.given };
  if (typeof w === 'string' && w !== 'majority') {
    return {
      code: 79,
      codeName: codeName(79, member.version),
      errmsg: `No write concern mode named '${w}' found in replica set configuration`,
      errInfo,
    };
  }
  const n = typeof w === 'string' ? undefined : toNumber(w);
  if (n !== undefined && n > member.replset.config.length) {
    return {
      code: 100,
      codeName: codeName(100, member.version),
      errmsg: 'Not enough data-bearing nodes',
      errInfo,
    };
  }
  try {
    // Nobody would tell this one any more: the interruption went before.
    if (!req.mayWrite) fail(189, 'Primary stepped down while waiting for replication');
    if (n !== undefined && n > 1) await member.awaitMembers(upTo, n, concern.wtimeoutMs);
    else if (n === undefined) await engine.commit.wait(upTo, 'committed', concern.wtimeoutMs);
    if (concern.j) await engine.commit.wait(upTo, 'durable', concern.wtimeoutMs);
    return undefined;
  } catch (error) {
    if (!(error instanceof MongoError)) throw error;
    const info = error.code === 64 ? { wtimeout: true, ...errInfo } : errInfo;
    return {
      code: error.code,
      codeName: codeName(error.code, member.version),
      errmsg: error.message,
      errInfo: info,
    };
  }
}
