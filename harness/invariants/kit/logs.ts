import type { Invariant } from '../invariant.ts';
import { finder } from './violations.ts';

/** No process writes a line that matches. */
export function noLogLine(pattern: RegExp): Invariant {
  const name = `no log line ${pattern}`;
  const found = finder(name);
  // One with the flag `g` or `y` remembers where it matched last.
  const matcher = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''));
  return {
    name,
    says: `No process writes a line that matches ${pattern}.`,
    create: () => ({
      onLog: ({ atMs, process, line }) =>
        matcher.test(line) ? [found(atMs, process, `wrote ${line.trim()}`)] : [],
    }),
  };
}
