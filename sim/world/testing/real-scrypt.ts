import { scrypt } from 'node:crypto';

/** Taken when it is loaded, before the simulator takes its place. */
export const realScrypt = scrypt;
