export declare const toView: (data: ArrayBuffer | NodeJS.ArrayBufferView) => Buffer;
export declare const toNumber: (bytes: Uint8Array) => bigint;
export declare const toBytes: (value: bigint, length: number) => Buffer;
export declare const lengthOf: (value: bigint) => number;
/** Bytes from the entropy of the host that runs. */
export declare function draw(length: number): Buffer;
export declare function mod(value: bigint, by: bigint): bigint;
export declare function inverse(value: bigint, by: bigint): bigint;
/** A prime of so many bits, drawn from the host's entropy: the first from a random place on. */
export declare function drawPrime(bits: number): bigint;
