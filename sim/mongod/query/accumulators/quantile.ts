/**
 * `$percentile` and `$median`, as accumulators and as expressions. The value is one of those given. The server's own
 * digest is as exact only while values are few; of many it gives one near by.
 */
import { double, isNumber, isObject, toNumber, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';

export interface QuantileSpec {
  input: Value;
  /** An expression for the shares that are asked for; those of a median are known. */
  p: Value;
  /** Gives one value, not a list. */
  single: boolean;
}

export function quantileSpec(arg: Value, name: string): QuantileSpec {
  if (!isObject(arg))
    return fail(
      name === '$median' ? 7436100 : 7429703,
      `specification must be an object; found ${String(arg)}`,
    );
  const fields = name === '$median' ? ['input', 'method'] : ['input', 'p', 'method'];
  for (const key of Object.keys(arg))
    if (!fields.includes(key)) fail(40415, `BSON field '${name}.${key}' is an unknown field.`);
  for (const key of fields)
    if (!Object.hasOwn(arg, key)) fail(40414, `BSON field '${name}.${key}' is missing but a required field`);
  if (arg.method !== 'approximate')
    fail(2, "Currently only 'approximate' can be used as percentile 'method'.");
  const single = name === '$median';
  if (Array.isArray(arg.p) && arg.p.every((v) => !isObject(v) && typeof v !== 'string')) shares(arg.p);
  return { input: arg.input, p: single ? { $literal: [0.5] } : arg.p, single };
}

/** The shares as numbers. Throws the server's own codes. */
export function shares(p: Value): number[] {
  if (!Array.isArray(p) || p.length === 0)
    return fail(
      7750301,
      `The $percentile 'p' field must be an array of numbers from [0.0, 1.0], but found: ${String(p)}`,
    );
  return p.map((v) => {
    if (!isNumber(v))
      return fail(
        7750302,
        `The $percentile 'p' field must be an array of numbers from [0.0, 1.0], but found: ${String(v)}`,
      );
    const share = toNumber(v);
    if (share >= 0 && share <= 1) return share;
    return fail(
      7750303,
      `The $percentile 'p' field must be an array of numbers from [0.0, 1.0], but found: ${share}`,
    );
  });
}

/** The least of the values that at least that share of them does not exceed; null of none. What is no number is none. */
export function quantiles(values: Iterable<Value>, p: number[], single: boolean): Value {
  const sorted = [...values]
    .filter(isNumber)
    .map(toNumber)
    .filter((x) => !Number.isNaN(x));
  sorted.sort((a, b) => a - b);
  const at = (share: number): Value =>
    sorted.length === 0 ? null : double(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!);
  return single ? at(p[0]!) : p.map(at);
}
