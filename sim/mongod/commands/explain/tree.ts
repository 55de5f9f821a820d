/** The stages of a plan, from the one that gives the results down to what they are read from, with what each has done. */
import { type Doc, isObject, toNumber } from '../../bson/values.ts';
import type { Access, Tally } from '../../query/access.ts';
import { recordsOf } from '../../query/access.ts';
import { holdsObjects } from '../../query/bounds.ts';
import { EVERYTHING, type Interval, intervalText, reversed } from '../../query/interval.ts';
import { isOneId, type Plan } from '../../query/plan.ts';
import { sortBy } from '../../query/sort.ts';
import { bytesOf, type Collection } from '../../storage/collection.ts';
import type { Index, Rec } from '../../storage/index.ts';
import type { FindQuery } from '../find.ts';
import { parsedQuery, residual } from './parsed.ts';

/** A stage as the planner has it, and what is told of it when it has run. */
export interface Stage {
  plan: Doc;
  ran: Doc;
  input?: Stage;
}

/** What came of running a plan. */
export interface Run {
  stage: Stage;
  tally: Tally;
  found: Rec[];
}

export interface Wanted extends Omit<FindQuery, 'batchSize' | 'project' | 'returnKey' | 'showRecordId'> {
  projection?: Doc | undefined;
  /** 8.0 looks one document up by its _id without any planning at all. */
  express: boolean;
  isNewest: boolean;
}

/** Runs the plan to its end, or till `most` results are found. Without `runs` nothing is read, and all counts are zero. */
export function runPlan(
  coll: Collection,
  query: Wanted,
  { access, sorted }: Pick<Plan, 'access' | 'sorted'>,
  runs: boolean,
  most = Number.POSITIVE_INFINITY,
): Run {
  const tally: Tally = { keys: 0, docs: 0, seeks: 0 };
  const { sort } = query.options;
  const blocking = sort !== undefined && !sorted;
  const wanted = query.limit === 0 ? Number.POSITIVE_INFINITY : query.limit + query.skip;
  const stop = blocking ? Number.POSITIVE_INFINITY : Math.min(wanted, most);
  let found: Rec[] = [];
  if (runs) {
    for (const rec of recordsOf(coll, access, tally)) {
      if (query.matches(rec.doc)) found.push(rec);
      if (found.length >= stop) break;
    }
  }
  const matched = found.length;
  const covered = isCovered(query, access);
  if (covered) tally.docs = 0;
  let stage = source(coll, query, access, tally, matched, covered);
  if (blocking) {
    found = sortBy(found, sort, (rec) => rec.doc).slice(0, wanted);
    stage = over(stage, found.length, sortStage(query, wanted, found));
  }
  if (query.skip > 0) {
    found = found.slice(query.skip);
    stage = over(stage, found.length, { stage: 'SKIP', skipAmount: query.skip });
  }
  if (query.projection) {
    const kind = covered
      ? 'PROJECTION_COVERED'
      : isSimple(query.projection)
        ? 'PROJECTION_SIMPLE'
        : 'PROJECTION_DEFAULT';
    stage = over(stage, found.length, { stage: kind, transformBy: query.projection });
  }
  if (query.limit > 0 && !blocking)
    stage = over(stage, found.length, { stage: 'LIMIT', limitAmount: query.limit });
  return { stage, tally, found };
}

/** A stage on top of another. */
export function over(input: Stage, nReturned: number, plan: Doc, ran: Doc = {}): Stage {
  const before = toNumber(input.ran.works);
  const works = plan.stage === 'SORT' ? before + nReturned + 1 : before;
  return { plan, ran: { ...counts(nReturned, works), ...ran }, input };
}

const counts = (nReturned: number, works: number): Doc => ({
  nReturned,
  executionTimeMillisEstimate: 0,
  works,
  advanced: nReturned,
  needTime: Math.max(0, works - nReturned - 1),
  needYield: 0,
  saveState: 0,
  restoreState: 0,
  isEOF: 1,
});

function source(
  coll: Collection,
  query: Wanted,
  access: Access,
  tally: Tally,
  matched: number,
  covered: boolean,
): Stage {
  const { filter } = query;
  if (!access.index) {
    const plan: Doc = { stage: 'COLLSCAN' };
    if (Object.keys(filter).length > 0) plan.filter = parsedQuery(filter);
    plan.direction = access.backward ? 'backward' : 'forward';
    return { plan, ran: { ...counts(matched, tally.docs + 2), docsExamined: tally.docs } };
  }
  if (access.index === coll.indexes[0] && isOneId(filter) && query.options.hint === undefined)
    return byId(query, tally, matched);
  const scan: Stage = {
    plan: indexScan(access.index, access),
    ran: {
      ...counts(tally.keys, tally.keys + 1),
      keysExamined: tally.keys,
      seeks: tally.seeks,
      dupsTested: access.index.multikey ? tally.keys : 0,
      dupsDropped: access.index.multikey ? tally.keys - tally.docs : 0,
    },
  };
  if (covered) return scan;
  const left = residual(filter, access);
  return over(
    scan,
    matched,
    { stage: 'FETCH', ...(left ? { filter: left } : {}) },
    {
      docsExamined: tally.docs,
      alreadyHasObj: 0,
    },
  );
}

function byId({ express }: Wanted, tally: Tally, matched: number): Stage {
  const ran = { ...counts(matched, tally.keys), keysExamined: tally.keys, docsExamined: tally.docs };
  if (express) return { plan: { stage: 'EXPRESS_IXSCAN', keyPattern: '{ _id: 1 }', indexName: '_id_' }, ran };
  return { plan: { stage: 'IDHACK' }, ran };
}

function indexScan(index: Index, access: Access): Doc {
  const { spec } = index;
  const path = access.index && access.path;
  const fields = path === undefined ? index.fields : ['$_path', path];
  return {
    stage: 'IXSCAN',
    keyPattern: path === undefined ? spec.key : { $_path: 1, [path]: 1 },
    indexName: spec.name,
    ...(spec.collation ? { collation: spec.collation } : {}),
    isMultiKey: index.multikey,
    multiKeyPaths: Object.fromEntries(fields.map((field) => [field, []])),
    isUnique: index.unique,
    isSparse: spec.sparse === true,
    isPartial: spec.partialFilterExpression !== undefined,
    indexVersion: 2,
    direction: access.backward ? 'backward' : 'forward',
    indexBounds: boundsOf(index, access),
  };
}

function boundsOf(index: Index, access: Access): Doc {
  if (!access.index) return {};
  const { bounds, backward, path } = access;
  if (path !== undefined) {
    const [b] = bounds;
    const paths: Interval[] = [{ from: path, to: path, fromIn: true, toIn: true }];
    if (holdsObjects(b!)) paths.push({ from: `${path}.`, to: `${path}/`, fromIn: true, toIn: false });
    return {
      $_path: paths.map((one) => intervalText(one)),
      [path]: b!.shown().map((one) => intervalText(one)),
    };
  }
  return Object.fromEntries(
    index.fields.map((field, i) => {
      const shown: Interval[] = bounds[i]?.shown() ?? [EVERYTHING];
      // An index that descends holds the greatest first, and one that is read backward shows them so too.
      const turned = (index.descending[i] ?? false) !== backward ? shown.map(reversed).reverse() : shown;
      return [field, turned.map((one) => intervalText(one, index.collation && keyInHex))];
    }),
  );
}

const keyInHex = (text: string): string => `CollationKey(0x${Buffer.from(text).toString('hex')})`;

function sortStage({ options, isNewest }: Wanted, wanted: number, found: Rec[]): Doc {
  const { sort } = options;
  return {
    stage: 'SORT',
    sortPattern: Object.fromEntries(sort!.fields.map((field, i) => [field, sort!.signs[i]])),
    memLimit: 104_857_600,
    ...(Number.isFinite(wanted) ? { limitAmount: wanted } : {}),
    type: 'simple',
    ...(found.length > 0 ? sortSize(found, isNewest) : {}),
  };
}

/** Told only of a sort that has run. */
function sortSize(found: Rec[], isNewest: boolean): Doc {
  const bytes = found.reduce((sum, rec) => sum + bytesOf(rec).length, 0);
  return { totalDataSizeSorted: bytes, usedDisk: false, ...(isNewest ? { spills: 0 } : {}) };
}

const isSimple = (projection: Doc): boolean =>
  Object.entries(projection).every(
    ([name, v]) => !name.includes('.') && !isObject(v) && typeof v !== 'string',
  );

/** Whether the index holds all that is asked for and all that is given. */
function isCovered({ projection, filter }: Wanted, { index }: Access): boolean {
  if (!projection || !index || index.multikey || index.collation || !isSimple(projection)) return false;
  const given = Object.entries(projection)
    .filter(([, v]) => v === true || v === 1)
    .map(([name]) => name);
  const hasId = projection._id !== false && projection._id !== 0;
  if (given.length === 0 || (hasId && !index.fields.includes('_id'))) return false;
  if (![...given, ...Object.keys(filter)].every((name) => index.fields.includes(name))) return false;
  return (
    residual(filter, {
      index,
      backward: false,
      intervals: [],
      bounds: index.fields.map(() => ({}) as never),
    }) === undefined
  );
}
