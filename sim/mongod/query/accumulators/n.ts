/** How many values `$firstN` and its kin are to give. */
import { asInteger } from '../../bson/number.ts';
import { isNumber, typeName, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';

export function howMany(v: Value): number {
  if (!isNumber(v))
    return fail(
      5787902,
      `Value for 'n' must be of integral type, but found ${v === undefined ? 'missing' : typeName(v)}`,
    );
  const n = asInteger(v);
  if (n === undefined) return fail(5787903, `Value for 'n' must be of integral type, but found ${String(v)}`);
  return n > 0n ? Number(n) : fail(5787908, `'n' must be greater than 0, found ${n}`);
}
