/**
 * explain: how a command would be carried out, and, where it is asked for, what running it so takes. Nothing is written.
 *
 *   parsed.ts  filters as the server parses them
 *   tree.ts    the stages of a plan, and what each has done
 *
 * It tells of the model's own planner. Times are zero, as none passes.
 */
import { type Doc, isObject, toNumber, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import { type Plan, plan } from '../../query/plan.ts';
import { compilePipeline } from '../../query/stages.ts';
import { compileUpdate, type Update } from '../../query/update/update.ts';
import type { Collection } from '../../storage/collection.ts';
import { isAtLeast, RELEASES } from '../../version.ts';
import { parseFind } from '../find.ts';
import { contextFor, leading, prepare } from '../pipeline.ts';
import { namespace, type Reply, Request } from '../request.ts';
import { findAsPipeline, viewAt } from '../views.ts';
import { parsedQuery } from './parsed.ts';
import { over, type Run, runPlan, type Stage, type Wanted } from './tree.ts';

const VERBOSITIES = ['queryPlanner', 'executionStats', 'allPlansExecution'] as const;
type Verbosity = (typeof VERBOSITIES)[number];

/** So many results show which of several plans is the best. */
const TRIAL = 101;

export function explain(req: Request): Reply {
  const inner = req.cmd.explain;
  if (!isObject(inner))
    return fail(14, "BSON field 'explain.explain' is the wrong type, expected type 'object'");
  const verbosity = (req.cmd.verbosity ?? 'allPlansExecution') as Verbosity;
  if (!VERBOSITIES.includes(verbosity)) {
    if (isAtLeast(req.version, '5.0'))
      fail(2, `Enumeration value '${String(verbosity)}' for field 'explain.verbosity' is not a valid value.`);
    fail(9, "verbosity string must be one of {'queryPlanner', 'executionStats', 'allPlansExecution'}");
  }
  const name = Object.keys(inner)[0] ?? '';
  const asked = new Request(req.member, name, inner, req.db, req.connection);
  return { fields: explained(asked, verbosity) };
}

/** What is told of the command, by how much is asked for. */
export function explained(req: Request, verbosity: Verbosity): Doc {
  const { cmd, version } = req;
  const told = tell(req, verbosity);
  const isNew = isAtLeast(version, '5.0');
  const { lsid: _, $clusterTime: __, ...command } = cmd;
  return {
    ...(isNew ? { explainVersion: '1' } : {}),
    ...told,
    ...(isNew ? { command: { ...command, $db: req.db } } : {}),
    serverInfo: {
      host: req.member.host.split(':')[0],
      port: Number(req.member.host.split(':').at(-1)),
      version: RELEASES[version].version,
      gitVersion: '563487e100c4215e2dce98d0af2a6a5a2d67c5cf',
    },
  };
}

function tell(req: Request, verbosity: Verbosity): Doc {
  const { cmd, name } = req;
  switch (name) {
    case 'find':
      if (viewAt(req.store, req.ns)) return ofPipeline(req, findAsPipeline(cmd), verbosity);
      return ofQuery(req, cmd, verbosity);
    case 'aggregate':
      return ofPipeline(req, cmd.pipeline as Doc[], verbosity);
    case 'count':
      return ofQuery(req, { ...cmd, filter: cmd.query ?? {} }, verbosity, countStage(req));
    case 'distinct':
      return ofQuery(req, { ...cmd, filter: cmd.query ?? {}, limit: 0 }, verbosity);
    case 'update':
    case 'delete':
      return ofWrite(req, only(cmd[`${name}s`]), verbosity);
    case 'findAndModify':
    case 'findandmodify':
      return ofWrite(req, { ...cmd, q: cmd.query ?? {}, u: cmd.update, limit: 1 }, verbosity);
    default:
      return name === ''
        ? fail(59, 'Explain failed due to unknown command: ')
        : fail(20, `Cannot explain cmd: ${name}`);
  }
}

function only(statements: Value): Doc {
  if (!Array.isArray(statements) || statements.length !== 1)
    return fail(16, 'explained write batches must be of size 1');
  return statements[0] as Doc;
}

/** What a command puts on top of the stages that find documents. */
type Top = (run: Run) => Stage;

function ofQuery(req: Request, cmd: Doc, verbosity: Verbosity, top: Top = ({ stage }) => stage): Doc {
  const { ns } = req;
  const coll = req.store.get(ns);
  const query = wanted(req, cmd, coll);
  if (!coll) return told(req, ns, query, { winner: EOF_STAGE, rejected: [] }, verbosity, undefined);
  const chosen = plan(coll, query.filter, query.options);
  return ofPlan(req, coll, query, chosen, verbosity, top);
}

const EOF_STAGE: Stage = { plan: { stage: 'EOF' }, ran: { nReturned: 0, works: 1, isEOF: 1 } };

function wanted(req: Request, cmd: Doc, coll: Collection | undefined): Wanted {
  const query = parseFind(req, cmd, coll);
  return {
    ...query,
    projection:
      isObject(cmd.projection) && Object.keys(cmd.projection).length > 0 ? cmd.projection : undefined,
    express: isAtLeast(req.version, '8.0'),
    isNewest: isAtLeast(req.version, '6.0'),
  };
}

function ofPlan(
  req: Request,
  coll: Collection,
  query: Wanted,
  chosen: Plan,
  verbosity: Verbosity,
  top: Top,
): Doc {
  const runs = verbosity !== 'queryPlanner';
  const run = runPlan(coll, query, chosen, runs);
  const winner = top(run);
  // None of them was tried for its order: what an index cannot give in order is sorted.
  const rivals = chosen.rivals.map((access) => ({ access, sorted: false }));
  const rejected = rivals.map((rival) => top(runPlan(coll, query, rival, false)));
  const trials =
    verbosity === 'allPlansExecution' && rivals.length > 0
      ? [chosen, ...rivals].map((one) => runPlan(coll, query, one, true, TRIAL))
      : [];
  return told(req, coll.ns, query, { winner, rejected }, verbosity, runs ? { run, trials } : undefined);
}

function told(
  req: Request,
  namespaceOf: string,
  query: Wanted,
  { winner, rejected }: { winner: Stage; rejected: Stage[] },
  verbosity: Verbosity,
  done: { run: Run; trials: Run[] } | undefined,
): Doc {
  const isOld = !isAtLeast(req.version, '5.0');
  const queryPlanner: Doc = {
    ...(isOld ? { plannerVersion: 1 } : {}),
    namespace: namespaceOf,
    indexFilterSet: false,
    parsedQuery: parsedQuery(query.filter),
    ...(isOld
      ? {}
      : {
          maxIndexedOrSolutionsReached: false,
          maxIndexedAndSolutionsReached: false,
          maxScansToExplodeReached: false,
        }),
    winningPlan: planned(winner),
    rejectedPlans: rejected.map(planned),
  };
  if (verbosity === 'queryPlanner') return { queryPlanner };
  const tally = done?.run.tally ?? { keys: 0, docs: 0 };
  const executionStats: Doc = {
    executionSuccess: true,
    nReturned: winner.ran.nReturned,
    executionTimeMillis: 0,
    totalKeysExamined: tally.keys,
    totalDocsExamined: tally.docs,
    executionStages: executed(winner),
  };
  if (verbosity === 'allPlansExecution')
    executionStats.allPlansExecution = (done?.trials ?? []).map(({ stage, tally: t, found }) => ({
      nReturned: found.length,
      executionTimeMillisEstimate: 0,
      totalKeysExamined: t.keys,
      totalDocsExamined: t.docs,
      executionStages: executed(stage),
    }));
  return { queryPlanner, executionStats };
}

const RAN_ONLY = ['totalDataSizeSorted', 'usedDisk', 'spills'];

function planned({ plan: shape, input }: Stage): Doc {
  const fields = Object.fromEntries(Object.entries(shape).filter(([name]) => !RAN_ONLY.includes(name)));
  return input ? { ...fields, inputStage: planned(input) } : fields;
}

function executed({ plan: { stage, ...rest }, ran, input }: Stage): Doc {
  const fields = { stage, ...ran, ...rest };
  return input ? { ...fields, inputStage: executed(input) } : fields;
}

function countStage(req: Request): Top {
  const { query } = req.cmd;
  if (!isObject(query) || Object.keys(query).length === 0)
    return ({ found, tally }) => {
      // How many there are is known without looking.
      const nCounted = found.length;
      tally.docs = 0;
      tally.keys = 0;
      return {
        plan: { stage: 'RECORD_STORE_FAST_COUNT' },
        ran: { nReturned: 0, works: 1, nCounted, nSkipped: 0, isEOF: 1 },
      };
    };
  return ({ stage, found }) => over(stage, 0, { stage: 'COUNT' }, { nCounted: found.length, nSkipped: 0 });
}

function ofWrite(req: Request, statement: Doc, verbosity: Verbosity): Doc {
  const deletes = req.name === 'delete' || Boolean(req.cmd.remove);
  const many = deletes ? toNumber(statement.limit) === 0 : statement.multi === true;
  const { q, hint, collation, sort } = statement;
  const cmd: Doc = { filter: q, limit: many ? 0 : 1, ...(isObject(sort) ? { sort } : {}) };
  if (hint !== undefined) cmd.hint = hint;
  if (collation !== undefined) cmd.collation = collation;
  return ofQuery(req, cmd, verbosity, ({ stage, found }) => {
    // To find one is the write's own doing, not a limit's.
    const input = stage.plan.stage === 'LIMIT' ? stage.input! : stage;
    if (deletes) return over(input, 0, { stage: 'DELETE' }, { nWouldDelete: found.length });
    const changed = found.filter(({ doc }) => updateOf(req, statement).apply(doc).changed);
    return over(
      input,
      0,
      { stage: 'UPDATE' },
      {
        nMatched: found.length,
        nWouldModify: changed.length,
        nWouldUpsert: statement.upsert && found.length === 0 ? 1 : 0,
      },
    );
  });
}

function updateOf(req: Request, { q, u, arrayFilters }: Doc): Update {
  return compileUpdate(u, {
    filter: q as Doc,
    vars: req.vars(),
    now: () => new Date(),
    clusterTime: () => null,
    ...(Array.isArray(arrayFilters) ? { arrayFilters } : {}),
  });
}

function ofPipeline(req: Request, pipeline: Value, verbosity: Verbosity): Doc {
  if (!Array.isArray(pipeline)) return fail(14, `'pipeline' option must be specified as an array`);
  const writes = ['$out', '$merge'].includes(
    Object.keys((pipeline.at(-1) as Doc | undefined) ?? {})[0] ?? '',
  );
  const given = (writes ? pipeline.slice(0, -1) : pipeline) as Doc[];
  const prepared = prepare(req, namespace(req.db, req.cmd[req.name]), given, req.cmd.collation);
  const coll = req.store.get(prepared.ns);
  const { filter, sort, matched } = leading(prepared.pipeline, prepared.collation);
  const cmd: Doc = { filter, hint: req.cmd.hint };
  if (prepared.collation) cmd.collation = prepared.collation.spec;
  const query = wanted(req, cmd, coll);
  if (!coll) return told(req, prepared.ns, query, { winner: EOF_STAGE, rejected: [] }, verbosity, undefined);
  const options = { ...query.options, sort };
  const chosen = plan(coll, filter, options);
  const rest = prepared.pipeline.slice(matched + (sort ? 1 : 0));
  const whole: Wanted = sort ? { ...query, options } : query;
  const cursor = ofPlan(req, coll, whole, chosen, verbosity, ({ stage }) => stage);
  if (rest.length === 0 && !writes) {
    (cursor.queryPlanner as Doc).optimizedPipeline = true;
    return cursor;
  }
  return {
    stages: [
      { $cursor: cursor },
      ...stagesOf(req, coll, whole, chosen, rest, prepared, verbosity),
      ...(writes ? [pipeline.at(-1)] : []),
    ],
  };
}

/** The stages that work on what the plan finds, each with how many documents came out of it. */
function stagesOf(
  req: Request,
  coll: Collection,
  query: Wanted,
  chosen: Plan,
  rest: Doc[],
  { ns, vars, collation }: ReturnType<typeof prepare>,
  verbosity: Verbosity,
): Doc[] {
  const context = contextFor(req, ns, vars, collation);
  // What is no pipeline is refused, run or not.
  compilePipeline(rest, context);
  if (verbosity === 'queryPlanner') return rest;
  let docs = runPlan(coll, query, chosen, true).found.map(({ doc }) => doc);
  return rest.map((stage) => {
    docs = [...compilePipeline([stage], context)(docs)];
    return { ...stage, nReturned: BigInt(docs.length), executionTimeMillisEstimate: 0n };
  });
}
