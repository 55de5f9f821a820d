/**
 * What a service bears before it says no. An operator sets the two in `Limits` (`main.ts` has the flags); the others
 * follow from what the shop is asked for, so that no sound request ever meets them.
 */
export interface Limits {
  /** Connections open at once, and requests under way at once: more of either are turned away. */
  maxConnections: number;
  /** How long a request may take to arrive in full, and a new connection to say anything at all. */
  requestTimeoutMs: number;
}

export const DEFAULT_LIMITS: Limits = {
  // One with a request half sent holds some 25 KB, so this is 25 MB at worst; the shop's own services open 16 each.
  maxConnections: 1000,
  // The largest request there can be arrives in it at 5 KB/s.
  requestTimeoutMs: 5000,
};

/** An order takes some 120 bytes. */
export const MAX_BODY_BYTES = 16 * 1024;
/** The request line and all headers, as Node counts them: half of Node's own, which is room for what proxies add. */
export const MAX_HEADER_BYTES = 8 * 1024;
export const MAX_URL_LENGTH = 1024;
/** An id has 64 characters at most (`schemas.ts`), some of which may come escaped. */
export const MAX_PARAM_LENGTH = 100;

/** Longer than the 60 s after which proxies let go: who asks closes first, and no request meets a closing door. */
export const KEEP_ALIVE_MS = 72_000;
/** The same while three quarters of all connections are taken: who holds one must use it. */
export const KEEP_ALIVE_WHEN_CROWDED_MS = 2000;
export const CROWDED_SHARE = 0.75;
/** Neither side of a connection said a word, though an answer is due: longer than any handler takes, the bank's 60 s too. */
export const SILENCE_MS = 75_000;
