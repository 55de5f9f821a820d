/** `format.ts` is all there is: what an explanation says, for who makes one and who draws it. */
export * from './format.ts';
