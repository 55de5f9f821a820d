/** What an update may leave in a document before 5.0: no field with a dollar sign in front but those of a DBRef, in their order. */
import { isObject, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';

/** Throws DollarPrefixedFieldName or InvalidDBRef. `path` is where the value is in the document. */
export function checkStorable(value: Value, path = ''): void {
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) checkStorable(item, `${path}.${i}`);
  } else if (isObject(value)) {
    const names = Object.keys(value);
    for (const [i, name] of names.entries()) {
      const at = path === '' ? name : `${path}.${name}`;
      if (name.startsWith('$')) checkDollar(name, names[i - 1], names[i + 1], at);
      checkStorable(value[name], at);
    }
  }
}

function checkDollar(name: string, before: string | undefined, after: string | undefined, at: string): void {
  if (name === '$ref') {
    if (after !== '$id') fail(55, 'The DBRef $ref field must be followed by a $id field');
  } else if (name === '$id') {
    if (before !== '$ref') fail(55, 'Found $id field without a $ref before it, which is invalid.');
  } else if (name === '$db') {
    if (before !== '$id') fail(55, 'Found $db field without a $id before it, which is invalid.');
  } else fail(52, `The dollar ($) prefixed field '${name}' in '${at}' is not valid for storage.`);
}
