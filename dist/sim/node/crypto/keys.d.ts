/** Keys drawn from a host's entropy: OpenSSL's own are of the real machine's. */
import { type KeyObject } from 'node:crypto';
/** The order of each curve's group, and its name in a JWK. */
export declare const CURVES: Record<string, {
    jwk: string;
    order: bigint;
}>;
export declare function curveOf(name: string): {
    name: string;
    jwk: string;
    order: bigint;
} | undefined;
export interface KeyPair {
    publicKey: KeyObject;
    privateKey: KeyObject;
}
export declare function drawKeyPair(type: string, options?: {
    modulusLength?: number;
    publicExponent?: number;
    namedCurve?: string;
}): KeyPair;
/** x and y of the point that a secret number of a curve stands for. */
export declare function publicPoint(curve: string, secret: Buffer): Buffer;
