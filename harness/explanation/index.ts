/** `format.ts` is what an explanation says, for who makes one and who draws it; `lost.ts` looks up in one what was rolled back. */
export * from './format.ts';
export { type LostWrite, lostWrites } from './lost.ts';
