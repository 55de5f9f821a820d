import type { Violation } from '../invariant.ts';

/** Makes the violations of one invariant. */
export function finder(invariant: string) {
  return (atMs: number, subject: string, message: string, related?: string[]): Violation =>
    related ? { invariant, atMs, subject, message, related } : { invariant, atMs, subject, message };
}

/** What a change of a document is about, unless the scenario has a name for it. */
export const documentSubject = (coll: string, id: unknown): string => `${coll} ${String(id)}`;
