/** JSON that is the same for equal values, in whatever order their keys were set. */
export declare function canonicalJson(value: unknown): string;
