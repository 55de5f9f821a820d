/** The cluster time inside a change stream's resume token: `_data` is hex, and starts `82`, seconds, increment. */
export function tokenClusterTime(token: unknown): bigint {
  const data = (token as { _data?: unknown } | null)?._data;
  if (typeof data !== 'string' || !/^82[0-9a-fA-F]{16}/.test(data)) {
    throw new TypeError(`not a resume token: ${JSON.stringify(token)}`);
  }
  return BigInt(`0x${data.slice(2, 18)}`);
}
