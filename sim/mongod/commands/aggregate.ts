/** aggregate: pipelines, change streams, and the stages at their ends that write. */
import { type Doc, isObject, toNumber, typeName, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { stageOf } from '../query/stages.ts';
import { ChangeStream } from '../stream/changestream.ts';
import { openCursor } from './cursor.ts';
import { explained } from './explain/index.ts';
import { checkFields, nonNegative, parserOf, shapes } from './fields.ts';
import { writeOut } from './out.ts';
import { encodeAll, prepare, runPipeline } from './pipeline.ts';
import { namespace, type Reply, type Request } from './request.ts';
import { requireNoView } from './views.ts';

const SHAPES = shapes(
  {
    pipeline: 'any',
    cursor: 'any',
    explain: 'bool',
    allowDiskUse: 'bool',
    bypassDocumentValidation: 'flag',
    collation: 'object',
    hint: 'stringOrObject',
    fromMongos: 'bool',
    needsMerge: 'bool',
  },
  { '5.0': { let: 'object' } },
);

/** The stage at the end of the pipeline that writes, if it has one. */
export function writingStage({ pipeline }: Doc): '$out' | '$merge' | undefined {
  const last = Array.isArray(pipeline) ? pipeline.at(-1) : undefined;
  if (!isObject(last)) return undefined;
  return '$out' in last ? '$out' : '$merge' in last ? '$merge' : undefined;
}

export async function aggregate(req: Request): Promise<Reply> {
  const { cmd } = req;
  const whole = cmd.aggregate !== undefined && typeof cmd.aggregate !== 'string';
  if (whole && toNumber(cmd.aggregate) !== 1)
    fail(9, `Invalid command format: the 'aggregate' field must specify a collection name or 1`);
  if (!Array.isArray(cmd.pipeline)) return fail(14, `'pipeline' option must be specified as an array`);
  checkFields('aggregate', cmd, SHAPES[req.version], parserOf(req.version, 'aggregate'));
  if (cmd.cursor === undefined && cmd.explain !== true)
    fail(9, `The 'cursor' option is required, except for aggregate with the explain argument`);
  if (cmd.cursor !== undefined && !isObject(cmd.cursor))
    fail(14, 'cursor field must be missing or an object');
  for (const key of Object.keys((cmd.cursor as Doc | undefined) ?? {}))
    if (key !== 'batchSize') fail(2, `cursor object can't contain fields other than batchSize`);
  if (cmd.explain === true) return { fields: explained(req, 'queryPlanner') };
  const batchSize = nonNegative((cmd.cursor as Doc).batchSize, 'cursor.batchSize');
  const pipeline = cmd.pipeline as Doc[];
  const names = pipeline.map((stage) => stageOf(stage, req.vars()).name);
  names.forEach((name, i) => {
    if (name === '$changeStream' && i > 0)
      fail(40602, `$changeStream is only valid as the first stage in a pipeline.`);
    if ((name === '$out' || name === '$merge') && i < names.length - 1)
      fail(40601, `${name} can only be the final stage in the pipeline`);
  });
  const ns = whole ? `${req.db}.$cmd.aggregate` : namespace(req.db, cmd.aggregate);
  if (names[0] === '$changeStream') return openStream(req, ns, whole, pipeline, batchSize ?? 101);
  if (whole && !['$currentOp', '$documents', '$listLocalSessions'].includes(names[0] ?? '')) {
    fail(73, `{aggregate: 1} is not valid for '${names[0] ?? ''}'; a collection is required.`);
  }
  if (!whole && names[0] === '$documents') fail(73, "'$documents' can only be run with {aggregate: 1}");
  const last = writingStage(cmd);
  if (last && (cmd.readConcern as Doc | undefined)?.level === 'linearizable')
    fail(72, `Aggregation stage ${last} cannot run with a readConcern other than 'local' or 'majority'`);
  const prepared = prepare(
    req,
    whole ? undefined : ns,
    last ? pipeline.slice(0, -1) : pipeline,
    cmd.collation,
  );
  req.txn?.check(prepared.ns);
  const output = runPipeline(req, prepared, cmd.hint);
  if (last) {
    await writeOut(req, last, pipeline.at(-1)![last], [...output]);
    return openCursor(req, ns, [][Symbol.iterator](), batchSize ?? 101);
  }
  // A pipeline works on what was there when it began.
  return openCursor(req, ns, encodeAll(output), batchSize, { looksOn: (_, isFirst) => !isFirst });
}

function openStream(req: Request, ns: string, whole: boolean, pipeline: Doc[], batchSize: number): Reply {
  if (req.txn)
    fail(
      263,
      'Operation not permitted in transaction :: caused by :: Aggregation stage $changeStream cannot run within a multi-document transaction',
    );
  const spec = pipeline[0]!.$changeStream as Value;
  const everything = isObject(spec) && spec.allChangesForCluster === true;
  if (everything && (req.db !== 'admin' || !whole))
    fail(
      72,
      `A $changeStream with 'allChangesForCluster:true' may only be opened on the 'admin' database, and with no collection name; found ${ns}`,
    );
  if (!everything && ['admin', 'local', 'config'].includes(req.db))
    fail(73, `$changeStream may not be opened on the internal ${req.db} database`);
  if (!whole && ns.startsWith(`${req.db}.system.`))
    fail(73, `$changeStream may not be opened on the internal ${ns} collection`);
  const level = (req.cmd.readConcern as Doc | undefined)?.level;
  if (level !== undefined && level !== 'majority')
    fail(
      72,
      `Read concern ${String(level)} is not supported for change streams: only 'majority' is, not ${typeName(level)}`,
    );
  if (!whole) requireNoView(req.store, ns);
  req.changeStream = true;
  const scope = {
    db: everything ? undefined : req.db,
    coll: whole ? undefined : ns.slice(req.db.length + 1),
    version: req.version,
  };
  const vars = req.vars(req.collation(req.cmd.collation, undefined));
  const stream = new ChangeStream(req.engine, scope, spec, pipeline.slice(1), { vars });
  // What a majority has by now of what a resumed stream missed; it waits for nothing.
  const { docs, open, postBatchResumeToken } = stream.collect(batchSize);
  if (stream.isResumed) req.member.tell({ kind: 'stream-resumed' });
  let id = 0n;
  if (open) {
    id = req.cursors.add({
      ns,
      session: req.session?.key,
      txnNumber: undefined,
      changeStream: true,
      awaits: true,
      next: (size, maxTimeMs) => stream.batch(size, maxTimeMs),
      close: () => stream.close(),
    });
  }
  return { fields: {}, cursor: { name: 'firstBatch', docs, id, ns, postBatchResumeToken } };
}
