/** The cluster time that a resume token carries: its first field is a timestamp, after one byte that says so. */

/** Seconds << 32 | increment. Throws when the token does not begin with a timestamp. */
export function tokenClusterTime(token: { _data: string }): bigint {
  const time = /^82([0-9a-f]{16})/i.exec(token._data)?.[1];
  if (time === undefined) throw new Error(`not a resume token: ${token._data}`);
  return BigInt(`0x${time}`);
}
