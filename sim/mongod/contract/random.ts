/**
 * Sequences drawn at random: documents of few fields and mixed types, so that commands meet, and two transactions
 * beside what runs outside them. What is asked without an order is asked in order of _id, since servers differ in
 * natural order for no reason of interest; and a write that would wait for a transaction waits only `WAIT_MS`.
 */
import { Decimal128, type Document, Double, Int32, Long } from 'bson';
import fc from 'fast-check';
import type { Step } from './step.ts';

const WAIT_MS = 100;

const number = fc.oneof(
  fc.integer({ min: -3, max: 9 }).map((n) => new Int32(n)),
  fc.integer({ min: -3, max: 9 }).map((n) => new Double(n / 2)),
  fc.integer({ min: -3, max: 9 }).map((n) => Long.fromNumber(n)),
  fc.constantFrom('0', '0.5', '3', '-1').map((text) => Decimal128.fromString(text)),
);
const scalar = fc.oneof(
  { arbitrary: number, weight: 5 },
  fc.constantFrom('', 'a', 'b', 'ab'),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom(0, 1000).map((ms) => new Date(ms)),
);
const value = fc.oneof(
  { arbitrary: scalar, weight: 5 },
  fc.array(scalar, { maxLength: 3 }),
  fc.record({ p: scalar, q: scalar }, { requiredKeys: [] }),
  fc.array(fc.record({ p: scalar, q: scalar }, { requiredKeys: [] }), { maxLength: 2 }),
);
const id = fc.integer({ min: 0, max: 5 });
const field = fc.constantFrom('a', 'b', 'c');
const path = fc.oneof({ arbitrary: field, weight: 3 }, fc.constantFrom('a.p', 'b.q', 'c.0', 'a.p.q'));
const document = fc
  .tuple(id, fc.record({ a: value, b: value, c: value }, { requiredKeys: [] }))
  .map(([_id, rest]) => ({ _id, ...rest }));

const of = <T>(name: fc.Arbitrary<string>, operand: fc.Arbitrary<T>) =>
  fc.tuple(name, operand).map(([key, item]): Document => ({ [key]: item }));
const condition = fc.oneof(
  { arbitrary: value, weight: 3 },
  of(fc.constantFrom('$eq', '$ne', '$gt', '$gte', '$lt', '$lte'), value),
  of(fc.constantFrom('$in', '$nin'), fc.array(scalar, { maxLength: 3 })),
  of(fc.constant('$exists'), fc.boolean()),
  of(fc.constant('$type'), fc.constantFrom('int', 'double', 'number', 'string', 'null', 'array', 'object')),
  of(fc.constant('$size'), fc.integer({ min: 0, max: 3 })),
  of(fc.constant('$not'), of(fc.constantFrom('$gt', '$lt'), scalar)),
  of(fc.constant('$elemMatch'), of(fc.constantFrom('$gt', '$lt', '$eq'), scalar)),
);
const clause = fc.oneof(of(path, condition), of(fc.constant('_id'), id));
const filter = fc.oneof(
  { arbitrary: clause, weight: 4 },
  fc.constant<Document>({}),
  of(fc.constantFrom('$and', '$or', '$nor'), fc.array(clause, { minLength: 1, maxLength: 2 })),
);

const modifier = fc.oneof(
  of(fc.constantFrom('$set', '$min', '$max', '$setOnInsert'), of(path, value)),
  of(fc.constantFrom('$inc', '$mul'), of(path, number)),
  of(fc.constant('$unset'), of(path, fc.constant(''))),
  of(fc.constantFrom('$push', '$addToSet', '$pull'), of(path, scalar)),
  of(fc.constant('$pop'), of(path, fc.constantFrom(1, -1))),
  of(fc.constant('$rename'), of(field, fc.constantFrom('d', 'e'))),
);
const modification = fc.oneof(
  { arbitrary: modifier, weight: 4 },
  fc.tuple(modifier, modifier).map(([one, other]) => ({ ...one, ...other })),
  fc.record({ a: value, b: value }, { requiredKeys: [] }),
  fc.tuple(field, path).map(([to, from]) => [{ $set: { [to]: `$${from}` } }]),
);

const order = fc
  .tuple(path, fc.constantFrom(1, -1))
  .map(([by, direction]): Document => ({ [by]: direction, _id: 1 }));
const grouped = fc
  .tuple(path, fc.constantFrom('$sum', '$min', '$max', '$avg', '$first', '$push'), path)
  .map(([by, how, of]) => [
    { $sort: { _id: 1 } },
    { $group: { _id: `$${by}`, n: { $sum: 1 }, v: { [how]: `$${of}` } } },
    { $sort: { _id: 1 } },
  ]);
const pipeline = fc.oneof(
  fc.tuple(filter, order).map(([$match, $sort]): Document[] => [{ $match }, { $sort }]),
  grouped,
  field.map((name): Document[] => [{ $sort: { _id: 1 } }, { $unwind: `$${name}` }]),
  path.map((name): Document[] => [
    { $sort: { _id: 1 } },
    { $project: { [name]: 1, t: { $type: `$${name}` } } },
  ]),
);

const writing = fc.oneof(
  fc
    .tuple(fc.array(document, { minLength: 1, maxLength: 3 }), fc.boolean())
    .map(([documents, ordered]): Document => ({ insert: 'c', documents, ordered })),
  fc
    .tuple(id, modification, fc.boolean())
    .map(([_id, u, upsert]): Document => ({ update: 'c', updates: [{ q: { _id }, u, upsert }] })),
  fc.tuple(filter, modifier).map(([q, u]): Document => ({ update: 'c', updates: [{ q, u, multi: true }] })),
  fc
    .tuple(filter, fc.constantFrom(0, 1))
    .map(([q, limit]): Document => ({ delete: 'c', deletes: [{ q: limit ? { _id: 1, ...q } : q, limit }] })),
  fc
    .tuple(filter, order, modification, fc.boolean(), fc.boolean())
    .map(([query, sort, update, upsert, fresh]): Document => {
      return { findAndModify: 'c', query: { ...query, _id: 2 }, sort, update, upsert, new: fresh };
    }),
  fc
    .tuple(filter, order)
    .map(([query, sort]): Document => ({ findAndModify: 'c', query, sort, remove: true })),
);
const write = writing.map((cmd): Document => ({ ...cmd, maxTimeMS: WAIT_MS }));
const read = fc.oneof(
  fc.tuple(filter, order).map(([f, sort]): Document => ({ find: 'c', filter: f, sort })),
  fc
    .tuple(filter, fc.integer({ min: 0, max: 2 }), fc.integer({ min: 1, max: 3 }))
    .map(([f, skip, limit]): Document => ({ find: 'c', filter: f, sort: { _id: 1 }, skip, limit })),
  pipeline.map((stages): Document => ({ aggregate: 'c', pipeline: stages, cursor: {} })),
  fc.tuple(path, filter).map(([key, query]): Document => ({ distinct: 'c', key, query })),
);
const index = fc.oneof(
  fc.tuple(path, fc.boolean(), fc.boolean()).map(([by, unique, sparse]): Document => {
    const name = `${by}_${unique}_${sparse}`;
    return { createIndexes: 'c', indexes: [{ key: { [by]: 1 }, name, unique, sparse }] };
  }),
  fc.constant<Document>({ dropIndexes: 'c', index: '*' }),
);

const session = fc.constantFrom('s', 't');
const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: write.map((cmd) => ({ cmd })), weight: 4 },
  { arbitrary: read.map((cmd) => ({ cmd })), weight: 4 },
  { arbitrary: index.map((cmd) => ({ cmd, ddl: true as const })), weight: 1 },
  { arbitrary: session.map((start) => ({ start })), weight: 3 },
  { arbitrary: fc.tuple(fc.oneof(write, read), session).map(([cmd, s]) => ({ cmd, session: s })), weight: 6 },
  { arbitrary: session.map((commit) => ({ commit })), weight: 1 },
  { arbitrary: session.map((abort) => ({ abort })), weight: 1 },
);

/** Sequences on a collection that is there, with some documents; at the end all that it holds is asked for. */
export const sequences: fc.Arbitrary<Step[]> = fc
  .tuple(fc.array(document, { maxLength: 6, size: 'max' }), fc.array(step, { maxLength: 30, size: 'max' }))
  .map(([documents, steps]): Step[] => [
    { cmd: { create: 'c' } },
    ...documents.map((one) => ({ cmd: { insert: 'c', documents: [one] } })),
    ...steps,
    { cmd: { find: 'c', sort: { _id: 1 } } },
    { cmd: { listIndexes: 'c' } },
  ]);
