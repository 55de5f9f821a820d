/** `changeStreamPreAndPostImages`: a collection keeps for change streams what its documents were before and after. */
import { type Doc, isObject, typeName, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { isAtLeast } from '../version.ts';
import { required } from './fields.ts';
import type { Request } from './request.ts';

export const IMAGES = 'changeStreamPreAndPostImages';

/** Whether this server knows the option. */
export const knowsImages = ({ version }: Request): boolean => isAtLeast(version, '6.0');

/** The option as a command gives it. Throws where it makes no sense. */
export function imageOption({ name, db }: Request, given: Value): { enabled: boolean } {
  const path = `${name}.${IMAGES}`;
  if (!isObject(given))
    return fail(14, `BSON field '${path}' is the wrong type '${typeName(given)}', expected type 'object'`);
  for (const key of Object.keys(given))
    if (key !== 'enabled') fail(40415, `BSON field '${path}.${key}' is an unknown field.`);
  required(given, 'enabled', path);
  const { enabled } = given as Doc;
  if (typeof enabled !== 'boolean')
    return fail(
      14,
      `BSON field '${path}.enabled' is the wrong type '${typeName(enabled)}', expected type 'bool'`,
    );
  if (['admin', 'local', 'config'].includes(db))
    fail(72, `${IMAGES} collection option is not supported on the admin, local or config databases`);
  return { enabled };
}
