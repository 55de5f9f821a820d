/** Comparison, truth and type in expressions. */
import { canonical, isNumber, typeName, type Value } from '../../bson/values.ts';
import { type Order, SIMPLE } from '../../collation/order.ts';
import { type Operator, truthy } from '../expression.ts';

const many: [number, number] = [0, Number.POSITIVE_INFINITY];

/** Unlike in filters all types compare with each other, and missing is below null. */
export function compareValues(a: Value, b: Value, order: Order = SIMPLE): number {
  if (a === undefined || b === undefined)
    return a === b ? 0 : a === undefined ? (canonical(b) < 0 ? 1 : -1) : canonical(a) < 0 ? -1 : 1;
  return order.compare(a, b);
}

function comparison(test: (order: number) => Value): Operator {
  return { args: [2, 2], under: (order) => (a, b) => test(compareValues(a, b, order)) };
}

export const logic: Record<string, Operator> = {
  $eq: comparison((order) => order === 0),
  $ne: comparison((order) => order !== 0),
  $gt: comparison((order) => order > 0),
  $gte: comparison((order) => order >= 0),
  $lt: comparison((order) => order < 0),
  $lte: comparison((order) => order <= 0),
  $cmp: comparison((order) => Math.sign(order)),
  $and: { args: many, run: (...args) => args.every(truthy) },
  $or: { args: many, run: (...args) => args.some(truthy) },
  $not: { args: [1, 1], run: (v) => !truthy(v) },
  $type: { args: [1, 1], run: (v) => (v === undefined ? 'missing' : typeName(v)) },
  $isNumber: { args: [1, 1], run: (v) => isNumber(v) },
};
