import { type Value } from './values.ts';
export declare function compare(a: Value, b: Value): number;
export declare function equal(a: Value, b: Value): boolean;
/** By the bytes of UTF-8, as the server does. That is the order of code points, not that of UTF-16 units. */
export declare function compareStrings(a: string, b: string): number;
/** Same type and same bytes: what decides whether an update changed anything. Unlike `equal`, 1 is not 1.0. */
export declare function identical(a: Value, b: Value): boolean;
