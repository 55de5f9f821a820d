/** A word looked for in text, as itself and not as part of a longer one: `ORD-1` is not in `ORD-12`. */

/** `flags` as of any regular expression. */
export const wholeWord = (word: string, flags = ''): RegExp =>
  new RegExp(`(?<![\\w-])${escapedForRegExp(word)}(?![\\w-])`, flags);

/** Text that a regular expression takes as it is. */
export const escapedForRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
