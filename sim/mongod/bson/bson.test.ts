import { Binary, BSONRegExp, Decimal128, Double, MaxKey, MinKey, ObjectId, serialize, Timestamp } from 'bson';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare, identical } from './compare.ts';
import { decode } from './decode.ts';
import { encode } from './encode.ts';
import { complement, keyOf } from './keystring.ts';
import { type Doc, double } from './values.ts';

const leaf = fc.oneof(
  fc.integer(),
  fc.integer({ min: -3, max: 3 }),
  fc.double().map(double),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.bigInt({ min: 2n ** 53n - 3n, max: 2n ** 53n + 3n }),
  fc
    .constantFrom(
      '0',
      '1',
      '1.0',
      '0.1',
      '-2.5',
      'NaN',
      'Infinity',
      '-Infinity',
      '9007199254740993',
      '1E-300',
    )
    .map((s) => Decimal128.fromString(s)),
  fc.string({ unit: 'binary' }),
  fc.string({ maxLength: 3 }),
  fc.boolean(),
  fc.constant(null),
  fc.integer({ min: -10, max: 10 }).map((ms) => new Date(ms)),
  fc.uint8Array({ maxLength: 4 }).map((b) => new Binary(Buffer.from(b), 0)),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((b) => new ObjectId(Buffer.from(b))),
  fc.nat(5).map((i) => new Timestamp({ t: i, i })),
  fc.constantFrom(
    new BSONRegExp('a', 'i'),
    new BSONRegExp('b', ''),
    new MinKey(),
    new MaxKey(),
    new Double(3),
  ),
);
const name = fc.constantFrom('a', 'b', 'cc', 'é', '_bsontype', '__proto__');
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.uniqueArray(fc.tuple(name, tie('value')), { maxLength: 3, selector: ([k]) => k }).map((fields) => {
      const doc: Doc = {};
      for (const [k, v] of fields)
        Object.defineProperty(doc, k, { value: v, enumerable: true, configurable: true, writable: true });
      return doc;
    }),
  ),
}));

test('what is written is read back with every type', () => {
  fc.assert(fc.property(value, (v) => identical(decode(encode({ v })), { v })));
});

test('the bytes are those of the bson package', () => {
  const doc = {
    i: 1,
    d: 1.5,
    s: 'é\0x',
    n: null,
    l: 5n,
    list: [1, { a: true }],
    at: new Date(5),
    id: new ObjectId(),
  };
  expect(encode(doc)).toEqual(Buffer.from(serialize(doc)));
});

test('keys are ordered as values are', () => {
  fc.assert(
    fc.property(value, value, (a, b) => {
      const [x, y] = [keyOf(a), keyOf(b)];
      const order = x < y ? -1 : x > y ? 1 : 0;
      expect(order).toBe(Math.sign(compare(a, b)));
      const [cx, cy] = [complement(x), complement(y)];
      if (order !== 0) expect(cx < cy ? -1 : 1).toBe(-order);
    }),
    { numRuns: 2000 },
  );
});
