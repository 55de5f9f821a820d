/** The name in `buf` from `at` up to `stop`. */
export declare function nameAt(buf: Buffer, at: number, stop: number): string;
