/**
 * Options that nobody knows are an error: a typo in one that may be left out would go unseen, and in plain JavaScript no
 * compiler tells.
 */
export function knownKeys(of: string, given: object, known: readonly string[]): void {
  const other = Object.keys(given).find((key) => !known.includes(key));
  if (other !== undefined) throw new Error(`${of} knows no '${other}': it takes ${known.join(', ')}`);
}
