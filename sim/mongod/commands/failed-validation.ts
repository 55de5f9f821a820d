/** What a client is told of a document that its collection's validator refuses; since 5.0 also why. */
import { type Doc, isObject, typeName, type Value } from '../bson/values.ts';
import { MongoError } from '../errors.ts';
import { spreadPath } from '../query/expr.ts';
import { isOperatorObject } from '../query/leaf.ts';
import { compileFilter } from '../query/match.ts';
import { isAtLeast, type ServerVersion } from '../version.ts';

export function failedValidation(version: ServerVersion, validator: Value, doc: Doc): MongoError {
  const details = isObject(validator) ? detailsOf(validator, doc) : {};
  const errInfo = { failingDocumentId: doc._id, details };
  return new MongoError(121, 'Document failed validation', isAtLeast(version, '5.0') ? { errInfo } : {});
}

/** Of several conditions those that are not met, by where they stand. */
function detailsOf(filter: Doc, doc: Doc): Doc {
  const clauses = Object.entries(filter).map(([name, value]): Doc => ({ [name]: value }));
  if (clauses.length === 1) return clauseDetails(filter, doc);
  return { operatorName: '$and', clausesNotSatisfied: unmet(clauses, doc) };
}

const unmet = (clauses: readonly Doc[], doc: Doc): Doc[] =>
  clauses.flatMap((clause, index) =>
    compileFilter(clause)(doc) ? [] : [{ index, details: detailsOf(clause, doc) }],
  );

function clauseDetails(clause: Doc, doc: Doc): Doc {
  const [[name, value]] = Object.entries(clause) as [[string, Value]];
  if ((name === '$and' || name === '$or') && Array.isArray(value))
    return { operatorName: name, clausesNotSatisfied: unmet(value as Doc[], doc) };
  if (name.startsWith('$'))
    return { operatorName: name, ...(name === '$jsonSchema' ? {} : { specifiedAs: clause }) };
  if (isOperatorObject(value) && Object.keys(value as Doc).length > 1) {
    const each = Object.entries(value as Doc).map(([op, arg]): Doc => ({ [name]: { [op]: arg } }));
    return { operatorName: '$and', clausesNotSatisfied: unmet(each, doc) };
  }
  const operatorName = isOperatorObject(value) ? Object.keys(value as Doc)[0]! : '$eq';
  return {
    operatorName,
    specifiedAs: clause,
    ...reasonOf(operatorName, spreadPath(doc, name.split('.'), 0)),
  };
}

const REASONS: Readonly<Record<string, string>> = {
  $in: 'no matching value found in array',
  $regex: 'regular expression did not match',
  $size: 'array length was not equal to given size',
  $type: 'type did not match',
};

function reasonOf(operator: string, value: Value): Doc {
  if (operator === '$exists')
    return { reason: value === undefined ? 'path does not exist' : 'path does exist' };
  if (value === undefined) return { reason: 'field was missing' };
  const reason = Object.hasOwn(REASONS, operator) ? REASONS[operator] : 'comparison failed';
  return {
    reason,
    consideredValue: value,
    ...(operator === '$type' ? { consideredType: typeName(value) } : {}),
  };
}
