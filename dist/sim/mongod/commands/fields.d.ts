/** Checks the fields of a command as the server's parsers do: the types of those known, and no others. */
import { type Doc, type Value } from '../bson/values.ts';
export declare const isGeneric: (field: string) => boolean;
/** Refuses bad values of fields that every command takes. */
export declare function checkGeneric({ maxTimeMS, $readPreference }: Doc): void;
type Kind = 'any' | 'object' | 'array' | 'number' | 'bool' | 'string' | 'flag' | 'stringOrObject';
export type Shape = Record<string, Kind>;
/** How a parser words what it refuses. */
interface Rules {
    unknown(field: string): never;
    wrong(field: string, kind: Kind, v: Value): never;
}
export declare function checkFields(name: string, cmd: Doc, shape: Shape, rules: Rules): void;
/** The rules of commands with a generated parser: `path` is such as `insert` or `update.updates`. */
export declare const idl: (path: string) => Rules;
/** The rules of the older parsers (find, getMore, aggregate). */
export declare const oldParser: (what: string) => Rules;
/** A count that may not be negative. */
export declare function nonNegative(v: Value, what: string): number | undefined;
export declare function required(cmd: Doc, field: string, path: string): void;
export {};
