/** A filter as the server has it parsed: each condition with its operator, several under `$and`. */
import { BSONRegExp } from 'bson';
import { type Doc, isObject, type Value } from '../../bson/values.ts';
import type { Access } from '../../query/access.ts';
import { isOperatorObject } from '../../query/leaf.ts';

/** One condition: a field with one operator, or a combination. */
type Condition = Doc;

export function parsedQuery(filter: Doc): Doc {
  return together(conditions(filter));
}

/** What of the filter is put to each document, as the bounds of the index do not say it already. */
export function residual(filter: Doc, access: Access): Doc | undefined {
  const left = conditions(filter).filter((condition) => !isInBounds(condition, access));
  return left.length === 0 ? undefined : together(left);
}

function together(all: Condition[]): Doc {
  if (all.length === 0) return {};
  return all.length === 1 ? all[0]! : { $and: all };
}

function conditions(filter: Doc): Condition[] {
  return Object.entries(filter).flatMap(([name, value]): Condition[] => {
    if (name === '$and' && Array.isArray(value)) return value.flatMap((part) => conditions(part as Doc));
    if ((name === '$or' || name === '$nor') && Array.isArray(value))
      return [{ [name]: value.map((part) => parsedQuery(part as Doc)) }];
    if (name === '$comment') return [];
    if (name.startsWith('$')) return [{ [name]: value }];
    return fieldConditions(name, value);
  });
}

function fieldConditions(name: string, value: Value): Condition[] {
  if (value instanceof BSONRegExp) return [{ [name]: regex(value.pattern, value.options) }];
  if (!isOperatorObject(value)) return [{ [name]: { $eq: value } }];
  return Object.entries(value).flatMap(([op, arg]): Condition[] => {
    if (op === '$options') return [];
    if (op === '$regex')
      return [
        {
          [name]:
            arg instanceof BSONRegExp
              ? regex(arg.pattern, arg.options)
              : regex(String(arg), String(value.$options ?? '')),
        },
      ];
    if (op === '$ne') return [{ [name]: { $not: { $eq: arg } } }];
    if (op === '$nin') return [{ [name]: { $not: { $in: arg } } }];
    if (op === '$in' && Array.isArray(arg) && arg.length === 1) return [{ [name]: { $eq: arg[0] } }];
    return [{ [name]: { [op]: arg } }];
  });
}

const regex = (pattern: string, options: string): Doc =>
  options === '' ? { $regex: pattern } : { $regex: pattern, $options: options };

const EXACT = new Set(['$eq', '$gt', '$gte', '$lt', '$lte', '$in']);

/** Bounds hold all that a comparison asks, but for what an index cannot tell: null from missing, one list's element from another. */
function isInBounds(condition: Condition, access: Access): boolean {
  const [[field, test]] = Object.entries(condition) as [[string, Value]];
  if (!access.index || !isObject(test)) return false;
  const { index, path } = access;
  const at = path === undefined ? index.fields.indexOf(field) : field === path ? 0 : -1;
  if (at < 0 || !access.bounds[at] || access.index.spec.key[field] === 'hashed') return false;
  const [[op, arg]] = Object.entries(test) as [[string, Value]];
  if (!EXACT.has(op)) return false;
  const values = op === '$in' && Array.isArray(arg) ? arg : [arg];
  if (values.some((v) => v === null || v === undefined || Array.isArray(v) || v instanceof BSONRegExp))
    return false;
  return !access.index.multikey || op === '$eq' || op === '$in';
}
