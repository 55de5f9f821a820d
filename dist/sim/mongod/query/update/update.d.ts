import { type Doc, type Value } from '../../bson/values.ts';
import type { Vars } from '../expr.ts';
import { type Log } from './place.ts';
export interface Updated {
    doc: Doc;
    changed: boolean;
    /** What to write into the oplog: the fields that changed, or undefined for the whole document. */
    log: Log | undefined;
}
export interface Update {
    kind: 'replacement' | 'operators' | 'pipeline';
    /** `inserting`: an upsert found nothing, `$setOnInsert` counts. */
    apply(doc: Doc, inserting?: boolean): Updated;
}
export interface UpdateOptions {
    filter: Doc;
    arrayFilters?: Doc[];
    vars?: Vars;
    now: () => Date;
    clusterTime: () => Value;
}
export declare function compileUpdate(u: Value, options: UpdateOptions): Update;
