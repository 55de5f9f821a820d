import type { About, Checker, Invariant, Violation } from './invariant.ts';

/** Tells a violation: when, of what, what is wrong, and other subjects whose last events help to tell the story. */
export type Found = (atMs: number, subject: string, message: string, related?: string[]) => Violation;

/**
 * Makes an invariant of its name, one sentence that says what must hold, and what watches one run: `create` is called
 * at the begin of each, and tells what it finds by `found`. `about`: what it looks at, which `doctor` compares with what a
 * run has.
 */
export function invariant(
  name: string,
  says: string,
  create: (found: Found) => Checker,
  about?: About,
): Invariant {
  const found: Found = (atMs, subject, message, related) => ({
    ...{ invariant: name, atMs, subject, message },
    ...(related && { related }),
  });
  return { name, says, ...(about && { about }), create: () => create(found) };
}
