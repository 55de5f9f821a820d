/** What a server says about itself, as far as drivers and tools ask. */
import os from 'node:os';
import { MAX_DOCUMENT_BYTES } from '../bson/size.ts';
import { type Doc, isObject, toNumber } from '../bson/values.ts';
import { fail } from '../errors.ts';
import type { Member } from '../member.ts';
import { bytesOf } from '../storage/collection.ts';
import { RELEASES } from '../version.ts';
import { checkFields, idl, isGeneric } from './fields.ts';
import { membership } from './hello.ts';
import type { Reply, Request } from './request.ts';
import { requireNoView } from './views.ts';

export const ping = (): Reply => ({ fields: {} });

export function buildInfo(req: Request): Reply {
  const { version } = RELEASES[req.version];
  return {
    fields: {
      version,
      gitVersion: 'model',
      modules: [],
      allocator: 'model',
      javascriptEngine: 'none',
      sysInfo: 'deprecated',
      versionArray: [...version.split('.').map(Number), 0],
      bits: 64,
      debug: false,
      maxBsonObjectSize: MAX_DOCUMENT_BYTES,
      storageEngines: ['wiredTiger'],
    },
  };
}

export function serverStatus(req: Request): Reply {
  const { member, engine } = req;
  const { upkeep } = member;
  return {
    fields: {
      host: member.host,
      version: RELEASES[req.version].version,
      process: 'mongod',
      uptime: Math.max(0, Math.floor((Date.now() - member.startedMs) / 1000)),
      localTime: new Date(),
      connections: { current: member.connections, available: 1000 },
      repl: { ...membership(member), rbid: 1 },
      storageEngine: { name: 'wiredTiger', supportsCommittedReads: true, persistent: true },
      metrics: {
        cursor: { timedOut: BigInt(upkeep.idle.timedOut), open: { total: BigInt(req.cursors.size) } },
        oplog: { entries: engine.oplog.size },
        ttl: {
          deletedDocuments: BigInt(upkeep.ttl.deleted),
          passes: BigInt(upkeep.ttl.rounds.count),
        },
      },
    },
  };
}

/** The parameters that say something of this server; a real one has some hundreds besides, of its own insides. */
function parameters({ parameters, version }: Member): Doc {
  return { featureCompatibilityVersion: { version }, ...parameters.all() };
}

/** Of all parameters by `'*'`, else of those whose names are given with any value. */
export function getParameter(req: Request): Reply {
  if (req.db !== 'admin') fail(13, 'getParameter may only be run against the admin database.');
  const all = parameters(req.member);
  if (req.cmd.getParameter === '*') return { fields: all };
  const fields = Object.fromEntries(Object.entries(all).filter(([name]) => Object.hasOwn(req.cmd, name)));
  if (Object.keys(fields).length === 0) fail(72, 'no option found to get');
  return { fields };
}

/** Sets those whose names are given; what the first of them was. */
export function setParameter(req: Request): Reply {
  if (req.db !== 'admin') fail(13, 'setParameter may only be run against the admin database.');
  const given = Object.entries(req.cmd).filter(([name]) => name !== 'setParameter' && !isGeneric(name));
  return { fields: { was: req.member.parameters.set(given) } };
}

export const getCmdLineOpts = (): Reply => ({
  fields: { argv: ['mongod'], parsed: { setParameter: { enableTestCommands: true } } },
});

export const whatsmyuri = (): Reply => ({ fields: { you: '127.0.0.1' } });
export const getLog = (): Reply => ({ fields: { totalLinesWritten: 0, log: [] } });

/** The machine that this member is on, as Node tells of it. */
export function hostInfo(req: Request): Reply {
  if (req.db !== 'admin') fail(13, 'hostInfo may only be run against the admin database.');
  const memSizeMB = Math.floor(os.totalmem() / 2 ** 20);
  const system = {
    currentTime: new Date(),
    hostname: os.hostname(),
    cpuAddrSize: 64,
    memSizeMB,
    memLimitMB: memSizeMB,
    numCores: os.cpus().length,
    cpuArch: os.arch(),
    numaEnabled: false,
  };
  return {
    fields: { system, os: { type: os.type(), name: os.platform(), version: os.release() }, extra: {} },
  };
}

/** Connections to the other members: there are no others that a member makes. */
export function connPoolStats(req: Request): Reply {
  const hosts = req.member.replset.peers.map(({ name, control, feed }) => {
    const open = [control, feed].filter((link) => link.isOpen);
    const inUse = open.filter((link) => link.busy).length;
    const created = control.opened + feed.opened;
    return [name, { inUse, available: open.length - inUse, created, refreshing: 0 }] as const;
  });
  const total = (what: 'inUse' | 'available' | 'created'): number =>
    hosts.reduce((n, [, host]) => n + host[what], 0);
  return {
    fields: {
      numClientConnections: 0,
      numAScopedConnections: 0,
      totalInUse: total('inUse'),
      totalAvailable: total('available'),
      totalCreated: total('created'),
      totalRefreshing: 0,
      pools: {},
      hosts: Object.fromEntries(hosts),
      replicaSets: {},
    },
  };
}

/** How many bytes a collection's documents are. */
export function dataSize(req: Request): Reply {
  checkFields('dataSize', req.cmd, { estimate: 'bool' }, idl('dataSize'));
  const ns = req.cmd[req.name];
  if (typeof ns !== 'string' || !ns.includes('.'))
    return fail(73, `Invalid namespace specified '${String(ns)}'`);
  const coll = req.store.get(ns);
  let size = 0;
  for (const [, rec] of coll?.records.ascend() ?? []) size += bytesOf(rec).length;
  return {
    fields: { estimate: false, size: BigInt(size), numObjects: BigInt(coll?.count ?? 0), millis: 0n },
  };
}

export function validate(req: Request): Reply {
  requireNoView(req.store, req.ns);
  const coll = req.store.get(req.ns);
  if (!coll) return fail(26, `Collection '${req.ns}' does not exist to validate.`);
  return {
    fields: { ns: req.ns, nrecords: coll.count, nIndexes: coll.indexes.length, valid: true, errors: [] },
  };
}

export function dbStats(req: Request): Reply {
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
export function configureFailPoint(req: Request): Reply {
  const { cmd } = req;
  if (req.db !== 'admin') fail(13, 'configureFailPoint may only be run against the admin database.');
  const failPoint = req.member.failPoints.named(cmd.configureFailPoint);
  if (!failPoint)
    return fail(2, `failpoint '${String(cmd.configureFailPoint)}' is not supported by this server`);
  const { mode } = cmd;
  let times: number;
  let skip = 0;
  if (mode === 'off') times = 0;
  else if (mode === 'alwaysOn') times = Number.POSITIVE_INFINITY;
  else if (isObject(mode) && mode.times !== undefined) times = toNumber(mode.times);
  else if (isObject(mode) && mode.skip !== undefined) {
    times = Number.POSITIVE_INFINITY;
    skip = toNumber(mode.skip);
  } else return fail(2, `unknown mode for a failpoint`);
  const count = failPoint.set(times, skip, (cmd.data as Doc | undefined) ?? {});
  return { fields: { count } };
}
