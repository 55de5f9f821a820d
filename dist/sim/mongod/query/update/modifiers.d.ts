import { type Doc, type Value } from '../../bson/values.ts';
import { NOTHING } from './place.ts';
import type { UpdateOptions } from './update.ts';
type Old = Value | typeof NOTHING;
interface Place {
    doc: Doc;
    path: string[];
    moved: Old;
}
/** The new value; undefined for no change. `appended`: only these places of an array are new. */
type Result = {
    value: Old;
    appended?: [number, Value][];
} | undefined;
export interface Modifier {
    field: string;
    /** A missing field is made. */
    creates: boolean;
    /** A path that cannot be followed is left alone. */
    lenient?: boolean;
    /** Where a renamed value comes from. */
    source?: string[];
    apply(old: Old, place: Place): Result;
}
type Make = (field: string, arg: Value, options: UpdateOptions) => Modifier[];
export declare const MODIFIERS: Record<string, Make>;
export {};
