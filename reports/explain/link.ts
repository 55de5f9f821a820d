/** Where something with an id is linked to. */
export const hash = (id: string): string => `#${encodeURIComponent(id)}`;

/** The id that a hash names. It may have been written by hand. */
export function idIn(hash: string): string {
  const text = hash.slice(1);
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
