/** What an update may leave in a document: no field with a dollar sign in front but those of a DBRef, in their order. */
import { type Value } from '../../bson/values.ts';
/** Throws DollarPrefixedFieldName or InvalidDBRef. `path` is where the value is in the document. */
export declare function checkStorable(value: Value, path?: string): void;
