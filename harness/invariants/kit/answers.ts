import type { Answer } from '../invariant.ts';

export const isSuccess = ({ status }: Pick<Answer, 'status'>): boolean => status >= 200 && status < 300;

/** A request as a person would write it down. */
export const requestLine = ({ method, path }: Pick<Answer, 'method' | 'path'>): string => `${method} ${path}`;
