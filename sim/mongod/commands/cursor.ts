/** The cursors that reads leave behind: their first batch, the next ones, and their end. */
import { asInteger } from '../bson/number.ts';
import { isObject, toNumber } from '../bson/values.ts';
import { fill } from '../cursors.ts';
import { fail } from '../errors.ts';
import { checkFields, parserOf } from './fields.ts';
import type { Reply, Request } from './request.ts';

interface CursorOptions {
  /** The first batch is all. */
  single?: boolean;
  /** After a batch that is full, whether the server looks if more will come; told how many it gave, in all. */
  looksOn?: (given: number, isFirst: boolean) => boolean;
  noTimeout?: boolean;
}

/** The first batch, and a cursor for the rest if there is one. A batch size of 0 leaves everything to getMore. */
export function openCursor(
  req: Request,
  ns: string,
  items: Iterator<Buffer>,
  batchSize: number | undefined,
  { single = false, looksOn = () => true, noTimeout = false }: CursorOptions = {},
): Reply {
  const filling = { pending: [], given: 0 };
  const first =
    batchSize === 0
      ? { docs: [], open: true }
      : fill(items, batchSize ?? 101, filling, (given) => looksOn(given, true));
  let id = 0n;
  if (first.open && !single) {
    id = req.cursors.add({
      ns,
      session: req.session?.key,
      txnNumber: req.txn?.txnNumber,
      changeStream: false,
      noTimeout,
      next: (size) => fill(items, size, filling, (given) => looksOn(given, false)),
      close: () => {},
    });
  }
  return { fields: {}, cursor: { name: 'firstBatch', docs: first.docs, id, ns } };
}

/** A cursor over what is there at once, such as a list of collections: by default all of it is the first batch. */
export function openList(req: Request, ns: string, docs: Buffer[]): Reply {
  const { cursor } = req.cmd;
  const size = isObject(cursor) && cursor.batchSize !== undefined ? toNumber(cursor.batchSize) : undefined;
  return openCursor(req, ns, docs.values(), size ?? Number.POSITIVE_INFINITY);
}

export async function getMore(req: Request): Promise<Reply> {
  const { cmd } = req;
  const id = cmd.getMore;
  if (typeof id !== 'bigint') fail(14, `Field 'getMore' must be of type long in: getMore`);
  if (typeof cmd.collection !== 'string') fail(14, `Field 'collection' must be of type string in: getMore`);
  checkFields(
    'getMore',
    cmd,
    { collection: 'string', batchSize: 'number', term: 'number', lastKnownCommittedOpTime: 'object' },
    parserOf(req.version, 'getMore'),
  );
  const batchSize = cmd.batchSize === undefined ? undefined : toNumber(cmd.batchSize);
  if (batchSize !== undefined && batchSize < 0)
    fail(2, `Batch size for getMore must be positive, but received: ${batchSize}`);
  if (id === 0n) fail(2, 'Cursor id for getMore must be non-zero');
  if (cmd.collection === '') fail(73, `Invalid namespace for getMore: ${req.db}.`);
  const cursor = req.cursors.get(id as bigint);
  const ns = `${req.db}.${String(cmd.collection)}`;
  if (cursor.ns !== ns)
    fail(
      13,
      `Requested getMore on namespace '${ns}', but cursor belongs to a different namespace ${cursor.ns}`,
    );
  if (cursor.session !== req.session?.key) {
    fail(
      cursor.session === undefined ? 50738 : 50737,
      `Cannot run getMore on cursor ${String(id)}, which was created in another session`,
    );
  }
  if (cursor.txnNumber !== undefined && cursor.txnNumber !== req.txn?.txnNumber) {
    fail(50740, `Cannot run getMore on cursor ${String(id)}, which was created in a transaction, outside it`);
  }
  req.changeStream = cursor.changeStream;
  req.member.failPoints.atCursor(req);
  if (cmd.maxTimeMS !== undefined && !cursor.awaits)
    fail(2, 'cannot set maxTimeMS on getMore command for a non-awaitData cursor');
  const size = batchSize || Number.POSITIVE_INFINITY;
  const maxTimeMs = cmd.maxTimeMS === undefined ? 1000 : toNumber(cmd.maxTimeMS);
  req.onKill = () => req.cursors.kill(cursor.id);
  const batch = await req.cursors.next(cursor, size, maxTimeMs);
  req.requireAlive();
  // The cursor may have been killed while it waited.
  if (cursor.awaits) req.cursors.get(cursor.id);
  if (!batch.open) req.cursors.kill(cursor.id);
  return {
    fields: {},
    cursor: {
      name: 'nextBatch',
      docs: batch.docs,
      id: batch.open ? cursor.id : 0n,
      ns: cursor.ns,
      postBatchResumeToken: batch.postBatchResumeToken,
    },
  };
}

export function killCursors(req: Request): Reply {
  const { cursors } = req.cmd;
  checkFields('killCursors', req.cmd, { cursors: 'any' }, parserOf(req.version, 'killCursors'));
  if (!Array.isArray(cursors)) return fail(9, `Field 'cursors' must be of type array in: killCursors`);
  if (cursors.length === 0) fail(2, 'Must specify at least one cursor id in: killCursors');
  const killed: bigint[] = [];
  const missing: bigint[] = [];
  for (const id of cursors) {
    const n = asInteger(id);
    if (typeof id !== 'bigint' || n === undefined)
      return fail(9, 'Field cursors contains an element that is not of type long');
    (req.cursors.kill(n) ? killed : missing).push(n);
  }
  return {
    fields: { cursorsKilled: killed, cursorsNotFound: missing, cursorsAlive: [], cursorsUnknown: [] },
  };
}
