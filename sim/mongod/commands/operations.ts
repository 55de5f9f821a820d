/**
 * What is being done, and ending it: currentOp, $currentOp, killOp. An operation that is killed ends where it looks
 * whether it may go on: as a write that waited for a transaction goes on, and a getMore that waits for more at once.
 */
import { asInteger } from '../bson/number.ts';
import { type Doc, isNumber, isObject } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { compileFilter } from '../query/match.ts';
import { isGeneric } from './fields.ts';
import type { Reply, Request } from './request.ts';

const KINDS: Readonly<Record<string, string>> = {
  find: 'query',
  getMore: 'getmore',
  insert: 'insert',
  update: 'update',
  delete: 'remove',
};

/** Those under way, by the number under which each can be killed. */
export class Operations {
  private next = 1;
  private readonly running = new Map<number, { req: Request; startMs: number }>();

  begin(req: Request): number {
    const id = this.next++;
    this.running.set(id, { req, startMs: performance.now() });
    return id;
  }

  end(id: number): void {
    this.running.delete(id);
  }

  describe(): Doc[] {
    return [...this.running].map(([id, { req, startMs }]) => describe(id, req, performance.now() - startMs));
  }

  kill(id: number): void {
    this.running.get(id)?.req.kill();
  }
}

function describe(opid: number, req: Request, ranMs: number): Doc {
  const { connection, member, cmd, name, db } = req;
  const { lsid, $db: _, $clusterTime: __, ...command } = cmd;
  const named = name === 'getMore' ? cmd.collection : cmd[name];
  const coll = typeof named === 'string' ? named : name === 'aggregate' ? '$cmd.aggregate' : '$cmd';
  return {
    type: 'op',
    host: member.host,
    desc: `conn${connection.id}`,
    connectionId: connection.id,
    ...(connection.appName === undefined ? {} : { appName: connection.appName }),
    active: true,
    currentOpTime: new Date().toISOString(),
    ...(connection.users.length === 0 ? {} : { effectiveUsers: connection.users }),
    opid,
    ...(isObject(lsid) ? { lsid } : {}),
    ...(req.killed ? { killPending: true } : {}),
    secs_running: BigInt(Math.floor(ranMs / 1000)),
    microsecs_running: BigInt(Math.round(ranMs * 1000)),
    op: KINDS[name] ?? 'command',
    ns: `${db}.${coll}`,
    command: { ...command, ...('pwd' in command ? { pwd: 'xxx' } : {}), $db: db },
    numYields: 0,
    waitingForLock: req.waitsForLock,
  };
}

/** Its options besides `$all` and `$ownOps` are a filter. */
export function currentOp(req: Request): Reply {
  if (req.db !== 'admin') fail(13, 'currentOp may only be run against the admin database.');
  const given = Object.entries(req.cmd).filter(
    ([name]) => name !== req.name && !isGeneric(name) && !['$all', '$ownOps'].includes(name),
  );
  const matches = compileFilter(Object.fromEntries(given));
  return { fields: { inprog: req.member.operations.describe().filter(matches) } };
}

export function killOp(req: Request): Reply {
  if (req.db !== 'admin') fail(13, 'killOp may only be run against the admin database.');
  const { op } = req.cmd;
  if (op === undefined) fail(4, 'Did not provide "op" field');
  if (!isNumber(op)) return fail(14, 'Field "op" must be a number');
  req.member.operations.kill(Number(asInteger(op) ?? 0n));
  return { fields: { info: 'attempting to kill op' } };
}
