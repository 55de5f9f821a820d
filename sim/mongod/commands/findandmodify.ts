/** findAndModify: one document found by a filter and a sort, changed or removed, and given back. */
import type { Doc } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { compileFilter } from '../query/match.ts';
import { compileProjection } from '../query/project.ts';
import { isAtLeast } from '../version.ts';
import { checkFields, shapes } from './fields.ts';
import { type Reply, type Request, writableNamespace } from './request.ts';
import { findFirst, removeRecord, type Search, unblocked } from './statements.ts';
import { type UpdateStatement, updateDocs } from './update-statement.ts';
import { requireNoView } from './views.ts';
import { alreadyDone, requireUpdate } from './write.ts';

const SHAPES = shapes(
  {
    query: 'object',
    sort: 'object',
    remove: 'flag',
    update: 'any',
    new: 'flag',
    fields: 'object',
    upsert: 'flag',
    bypassDocumentValidation: 'flag',
    collation: 'object',
    arrayFilters: 'array',
    hint: 'stringOrObject',
    stmtId: 'number',
  },
  { '5.0': { let: 'object' } },
);

export async function findAndModify(req: Request): Promise<Reply> {
  const { cmd } = req;
  checkFields(req.name, cmd, SHAPES[req.version], {
    unknown: (field) =>
      fail(isAtLeast(req.version, '5.0') ? 40415 : 51177, `BSON field '${field}' is an unknown field.`),
    wrong: (field, kind) =>
      fail(14, `BSON field 'findAndModify.${field}' is the wrong type, expected type '${kind}'`),
  });
  if (cmd.update !== undefined) requireUpdate(cmd.update);
  const remove = Boolean(cmd.remove);
  const wantNew = Boolean(cmd.new);
  if (!remove && cmd.update === undefined) fail(9, 'Either an update or remove=true must be specified');
  if (remove && cmd.update !== undefined) fail(9, 'Cannot specify both an update and remove=true');
  if (remove && cmd.upsert) fail(9, ' Cannot specify both upsert=true and remove=true ');
  if (remove && wantNew)
    fail(9, " Cannot specify both new=true and remove=true; 'remove' always returns the deleted document");
  if (remove && cmd.arrayFilters) fail(9, 'Cannot specify arrayFilters and remove=true');
  const ns = writableNamespace(req.db, cmd[req.name]);
  requireNoView(req.store, ns);
  const collation = req.collation(cmd.collation, req.store.get(ns));
  const vars = req.vars(collation);
  const filter = (cmd.query as Doc | undefined) ?? {};
  const fields = cmd.fields as Doc | undefined;
  const project = fields ? compileProjection(fields, { find: true, filter, vars }) : (doc: Doc) => doc;
  const give = (doc: Doc | null | undefined): Doc | null => (doc ? project(doc, vars) : null);
  const stmtId = 0;

  const done = alreadyDone(req, stmtId);
  if (done) {
    if (done.op === 'd') return reply({ n: 1 }, give(done.before));
    if (done.op === 'i')
      return reply({ n: 1, updatedExisting: false, upserted: done.id }, wantNew ? give(done.after) : null);
    return reply({ n: 1, updatedExisting: true }, give(wantNew ? done.after : done.before));
  }
  const writer = req.writer();
  const order = cmd.sort as Doc | undefined;
  const common = {
    filter,
    ...(order ? { sort: order } : {}),
    ...(cmd.hint === undefined ? {} : { hint: cmd.hint }),
  };
  if (remove) {
    const search: Search = { ...common, matches: compileFilter(filter, vars), collation };
    const removed = await unblocked(req, () => {
      const coll = writer.collection(ns);
      const rec = coll && findFirst(coll, search);
      if (rec) removeRecord(req, writer, coll, rec, stmtId);
      return rec?.doc;
    });
    return reply({ n: removed ? 1 : 0 }, give(removed));
  }
  const statement: UpdateStatement = {
    ...common,
    update: cmd.update,
    multi: false,
    upsert: Boolean(cmd.upsert),
    vars: {},
  };
  if (cmd.collation !== undefined) statement.collation = cmd.collation;
  if (cmd.arrayFilters !== undefined) statement.arrayFilters = cmd.arrayFilters as Doc[];
  const result = await updateDocs(req, writer, ns, statement, stmtId);
  if (result.upserted) {
    const head = { n: 1, updatedExisting: false, upserted: result.upserted._id };
    return reply(head, wantNew ? give(result.upserted) : null);
  }
  if (result.matched === 0) return reply({ n: 0, updatedExisting: false }, null);
  return reply({ n: 1, updatedExisting: true }, give(wantNew ? result.after : result.before));
}

function reply(lastErrorObject: Doc, value: Doc | null): Reply {
  return { fields: { lastErrorObject, value } };
}
