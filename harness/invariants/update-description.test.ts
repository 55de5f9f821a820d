import { ObjectId } from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyUpdate, type UpdateDescription } from './update-description.ts';

type Doc = Record<string, unknown>;
const isDoc = (value: unknown): value is Doc =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a server would say of the step from one document to another: the deepest paths that differ. */
function describeUpdate(
  before: Doc,
  after: Doc,
  prefix = '',
): Required<Omit<UpdateDescription, 'truncatedArrays'>> {
  const updatedFields: Doc = {};
  const removedFields = Object.keys(before)
    .filter((name) => !(name in after))
    .map((name) => prefix + name);
  for (const [name, value] of Object.entries(after)) {
    const old = before[name];
    if (isDoc(old) && isDoc(value)) {
      const inner = describeUpdate(old, value, `${prefix}${name}.`);
      Object.assign(updatedFields, inner.updatedFields);
      removedFields.push(...inner.removedFields);
    } else if (!(name in before) || JSON.stringify(old) !== JSON.stringify(value))
      updatedFields[prefix + name] = value;
  }
  return { updatedFields, removedFields };
}

const names = fc.constantFrom('a', 'b', 'c', 'd');
const docs = fc.letrec<{ doc: Doc; value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.integer(),
    fc.string(),
    fc.array(fc.integer(), { maxLength: 3 }),
    tie('doc'),
  ),
  doc: fc.dictionary(names, tie('value'), { noNullPrototype: true }),
})).doc;

describe('applyUpdate', () => {
  it('leads from any document to any other, and leaves the first as it was', () => {
    fc.assert(
      fc.property(docs, docs, (before, after) => {
        const untouched = structuredClone(before);
        const result = applyUpdate(before, describeUpdate(before, after));
        expect(result).toEqual(after);
        expect(before).toEqual(untouched);
      }),
    );
  });

  it('reaches into arrays, appends to them and cuts them', () => {
    const before = { list: [{ n: 1 }, { n: 2 }, { n: 3 }] };
    const after = applyUpdate(before, {
      updatedFields: { 'list.1.n': 7, 'list.2': 'x' },
      truncatedArrays: [{ field: 'list', newSize: 2 }],
    });
    expect(after).toEqual({ list: [{ n: 1 }, { n: 7 }, 'x'] });
    expect(Array.isArray(after.list)).toBe(true);
    expect(before.list[1]).toEqual({ n: 2 });
  });

  it('keeps BSON values whole', () => {
    const id = new ObjectId();
    expect(applyUpdate({ id, at: new Date(5) }, { updatedFields: { n: 1 } })).toEqual({
      id,
      at: new Date(5),
      n: 1,
    });
  });
});
