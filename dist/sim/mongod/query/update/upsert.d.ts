/** The document that an upsert starts from: what the filter says must be equal. */
import { type Doc } from '../../bson/values.ts';
export declare function upsertBase(filter: Doc, replacing: boolean): Doc;
