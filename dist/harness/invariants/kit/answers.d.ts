import type { Answer } from '../invariant.ts';
export declare const isSuccess: ({ status }: Pick<Answer, 'status'>) => boolean;
/** A request as a person would write it down. */
export declare const requestLine: ({ method, path }: Pick<Answer, 'method' | 'path'>) => string;
