import type { Answer } from '../invariant.ts';

/** What a change of a document is about, unless the scenario has a name for it. */
export const documentSubject = (coll: string, id: unknown): string => `${coll} ${String(id)}`;

/** What an answer is about, unless the scenario has a name for it: what has no key is known by what was asked. */
export const answerSubject = ({ kind, key, path }: Pick<Answer, 'kind' | 'key' | 'path'>): string =>
  `${kind} ${key === '' ? path : key}`;
