/**
 * Signatures and encryption that take chance (ECDSA, RSA-PSS, RSA-OAEP), with that chance from the message and the
 * host: the same bytes in every run, and whoever checks them finds nothing odd.
 */
import { type KeyObject } from 'node:crypto';
export interface SignOptions {
    padding?: number;
    saltLength?: number;
    dsaEncoding?: 'der' | 'ieee-p1363';
}
/** Undefined for a key whose signatures take no chance. */
export declare function signWithoutChance(hash: string, data: Uint8Array, key: KeyObject, options: SignOptions): Buffer | undefined;
/** `publicEncrypt`, with its padding drawn from the host. */
export declare function encryptWithoutChance(key: KeyObject, data: Uint8Array, options: {
    padding?: number | undefined;
    oaepHash?: string | undefined;
    oaepLabel?: Uint8Array | undefined;
}): Buffer;
