/**
 * What was expected against what came, by the rules of the unified test format: a document at the root may hold more
 * than was expected, one inside it may not; numbers are equal whatever their type; `$$…` are operators.
 */
import { EJSON } from 'bson';
import type { Doc } from './format.ts';

export class Mismatch extends Error {}

/** What operators need to know of the test: its entities by name. */
export interface Known {
  entity(id: string): unknown;
  /** The logical session id of a session entity, ended or not. */
  sessionId(id: string): unknown;
}

/** Throws `Mismatch`, saying where. */
export function match(expected: unknown, actual: unknown, known: Known): void {
  if (Array.isArray(expected) && Array.isArray(actual)) {
    // The documents of an array at the root are at the root too.
    sameLength(expected, actual, 'the result');
    for (const [i, item] of expected.entries()) compare(item, actual[i], known, `[${i}]`, true);
  } else compare(expected, actual, known, '', true);
}

/** As `match`, with nothing extra anywhere. */
export function matchExactly(expected: unknown, actual: unknown, known: Known): void {
  compare(expected, actual, known, '', false);
}

function compare(expected: unknown, actual: unknown, known: Known, at: string, extra: boolean): void {
  const [name, ...others] = isDocument(expected) ? Object.keys(expected) : [];
  if (name?.startsWith('$$') && others.length === 0)
    operator(name, (expected as Doc)[name], actual, known, at, extra);
  else if (isDocument(expected) && isDocument(actual))
    compareDocuments(expected, asObject(actual), known, at, extra);
  else if (Array.isArray(expected) && Array.isArray(actual)) {
    sameLength(expected, actual, at);
    for (const [i, item] of expected.entries()) compare(item, actual[i], known, `${at}[${i}]`, false);
  } else if (canonical(expected) !== canonical(actual)) throw different(expected, actual, at);
}

function compareDocuments(expected: Doc, actual: Doc, known: Known, at: string, extra: boolean): void {
  for (const [name, value] of Object.entries(expected))
    compare(value, actual[name], known, at === '' ? name : `${at}.${name}`, false);
  if (extra) return;
  for (const [name, value] of Object.entries(actual))
    if (value !== undefined && !(name in expected))
      throw new Mismatch(`${at || 'the document'}: not expected: ${name}`);
}

function operator(
  name: string,
  operand: unknown,
  actual: unknown,
  known: Known,
  at: string,
  extra: boolean,
): void {
  const fail = () => different({ [name]: operand }, actual, at);
  switch (name) {
    case '$$exists':
      if ((actual !== undefined) !== operand) throw fail();
      return;
    case '$$type':
      if (![operand].flat().some((type) => hasType(type as string, actual))) throw fail();
      return;
    case '$$unsetOrMatches':
      if (actual !== undefined && actual !== null) compare(operand, actual, known, at, extra);
      return;
    case '$$matchesEntity':
      compare(known.entity(operand as string), actual, known, at, extra);
      return;
    case '$$sessionLsid':
      compare(known.sessionId(operand as string), actual, known, at, false);
      return;
    case '$$matchesHexBytes':
      if (!Buffer.isBuffer(actual) || actual.toString('hex') !== operand) throw fail();
      return;
    case '$$matchAsDocument':
      if (typeof actual !== 'string') throw fail();
      compare(operand, EJSON.parse(actual), known, at, extra);
      return;
    case '$$matchAsRoot':
      compare(operand, actual, known, at, true);
      return;
    case '$$lte':
      if (!(Number(actual) <= Number(operand))) throw fail();
      return;
    default:
      throw new Error(`the runner has no operator ${name}`);
  }
}

function hasType(type: string, value: unknown): boolean {
  const bsonType = (value as { _bsontype?: string } | null | undefined)?._bsontype;
  switch (type) {
    case 'int':
    case 'long':
    case 'number':
      // The driver reads either as a number that is whole.
      return Number.isInteger(numeric(value));
    case 'double':
      return typeof numeric(value) === 'number';
    case 'string':
      return typeof value === 'string';
    case 'bool':
      return typeof value === 'boolean';
    case 'object':
      return isDocument(value);
    case 'array':
      return Array.isArray(value);
    case 'date':
      return value instanceof Date;
    case 'null':
      return value === null;
    case 'binData':
      return bsonType === 'Binary' || Buffer.isBuffer(value);
    case 'objectId':
      return bsonType === 'ObjectId';
    case 'timestamp':
      return bsonType === 'Timestamp';
    default:
      throw new Error(`the runner has no type ${type}`);
  }
}

function isDocument(value: unknown): value is Doc {
  if (typeof value !== 'object' || value === null) return false;
  return !(
    Array.isArray(value) ||
    value instanceof Date ||
    value instanceof RegExp ||
    Buffer.isBuffer(value) ||
    '_bsontype' in value
  );
}

/** The driver keeps sorts and ids by index in maps. */
const asObject = (value: Doc): Doc => (value instanceof Map ? Object.fromEntries(value) : value);

function numeric(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  const bsonType = (value as { _bsontype?: string } | null | undefined)?._bsontype;
  return bsonType === 'Long' || bsonType === 'Int32' || bsonType === 'Double' ? Number(value) : undefined;
}

function canonical(value: unknown): string {
  const number = numeric(value);
  if (number !== undefined) return `number ${number}`;
  return value === undefined ? 'nothing' : EJSON.stringify(value, { relaxed: false });
}

function sameLength(expected: unknown[], actual: unknown[], at: string): void {
  if (expected.length !== actual.length)
    throw new Mismatch(`${at}: expected ${expected.length} items, got ${actual.length}: ${shown(actual)}`);
}

const shown = (value: unknown): string => {
  const text = value === undefined ? 'nothing' : EJSON.stringify(value);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
};

const different = (expected: unknown, actual: unknown, at: string): Mismatch =>
  new Mismatch(`${at || 'the value'}: expected ${shown(expected)}, got ${shown(actual)}`);
