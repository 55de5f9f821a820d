/** An index is made unique by collMod, since 6.0, in two steps: first no new duplicates are let in, then there are none. */
import { identical } from '../bson/compare.ts';
import type { Doc } from '../bson/values.ts';
import { fail } from '../errors.ts';
import type { Collection } from '../storage/collection.ts';
import type { IndexSpec } from '../storage/index.ts';
import { isAtLeast } from '../version.ts';
import type { Request } from './request.ts';

export const knowsUnique = ({ version }: Request): boolean => isAtLeast(version, '6.0');

/** The options that `given` changes; what was and will be goes into `fields` of the reply. */
export function uniqueness(coll: Collection, spec: IndexSpec, given: Doc, fields: Doc): Doc {
  const { prepareUnique, unique } = given;
  for (const [name, value] of Object.entries({ prepareUnique, unique }))
    if (value !== undefined && typeof value !== 'boolean')
      fail(14, `BSON field 'collMod.index.${name}' is the wrong type, expected type 'bool'`);
  const isPrepared = spec.prepareUnique === true;
  if (unique === true && spec.unique !== true) {
    if (!isPrepared)
      fail(72, 'Cannot make index unique with `prepareUnique=false`. Run collMod to set it first.');
    const violations = duplicatesIn(coll, spec);
    if (violations.length > 0)
      fail(
        359,
        'Cannot convert the index to unique. Please resolve conflicting documents before running collMod again.',
        { violations },
      );
    fields.unique_new = true;
    return { unique: true, prepareUnique: false };
  }
  if (unique === false) fail(2, 'collMod does not support converting an index to be non-unique.');
  if (prepareUnique === undefined || prepareUnique === isPrepared) return {};
  fields.prepareUnique_old = isPrepared;
  fields.prepareUnique_new = prepareUnique;
  return { prepareUnique };
}

/** The ids of documents that have a key in common, of each such key. */
function duplicatesIn(coll: Collection, { name }: IndexSpec): Doc[] {
  const index = coll.indexes.find(({ spec }) => spec.name === name)!;
  const found: Doc[] = [];
  for (const [, { doc }] of coll.records.ascend())
    for (const key of index.keysOf(doc)) {
      const [first, ...more] = index.holders(key).map((rid) => coll.records.get(rid)!.doc._id);
      if (more.length > 0 && identical(first, doc._id)) found.push({ ids: [first, ...more] });
    }
  return found;
}
