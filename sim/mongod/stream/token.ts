/**
 * Resume tokens, laid out as the real server's: cluster time first, so that tokens sort and anybody can read it
 * (harness/invariants/resume-token.ts). A high-water mark names a time and no event.
 */
import type { Binary } from 'bson';
import { keyOf } from '../bson/keystring.ts';
import { type Doc, isObject, typeName, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import type { ClusterTime } from '../oplog/entry.ts';

export interface Position {
  ts: ClusterTime;
  /** Which of the entry's operations. */
  op: number;
  /** The token is that of an invalidate, which follows the event of the same place. */
  invalidate: boolean;
  /** A time, not an event. */
  mark: boolean;
  /** Which part of an event that came in several. */
  fragment?: number;
}

const hexTime = (ts: ClusterTime): string => `82${ts.toString(16).padStart(16, '0').toUpperCase()}`;

export function markToken(ts: ClusterTime): { _data: string } {
  return { _data: `${hexTime(ts)}2B0229296E04` };
}

export function eventToken(
  ts: ClusterTime,
  op: number,
  invalidate: boolean,
  uuid: Binary | undefined,
  id: Value,
): { _data: string } {
  let data = `${hexTime(ts)}2B022C0100${intKey(op)}${invalidate ? '6F' : '6E'}`;
  if (uuid) data += `5A1004${Buffer.from(uuid.value()).toString('hex').toUpperCase()}`;
  if (id !== undefined) data += `46${Buffer.from(keyOf(id), 'latin1').toString('hex').toUpperCase()}`;
  return { _data: `${data}04` };
}

/** The token of a part of an event. */
export function fragmentToken({ _data }: Doc, fragment: number): { _data: string } {
  const [, before, after] = /^(82.{16}2B022C0100(?:29|2B..|2C....|2D.{6})6[EF])(.*)$/.exec(String(_data))!;
  return { _data: `${before}${intKey(fragment)}${after}` };
}

/** A small integer as the server's key strings have it. */
function intKey(n: number): string {
  if (n === 0) return '29';
  const bytes = n < 64 ? 1 : n < 1 << 15 ? 2 : 3;
  return (
    (0x2a + bytes).toString(16).toUpperCase() +
    (n << 1)
      .toString(16)
      .padStart(bytes * 2, '0')
      .toUpperCase()
  );
}

export function parseToken(token: Value, field: string): Position {
  if (!isObject(token))
    return fail(
      14,
      `BSON field '$changeStream.${field}' is the wrong type '${typeName(token)}', expected type 'object'`,
    );
  const data = token._data;
  if (typeof data !== 'string')
    return fail(
      40647,
      `Bad resume token: _data of missing or of wrong type. Expected string, got ${JSON.stringify(token)}`,
    );
  if (!/^([0-9a-fA-F]{2})*$/.test(data)) return fail(9, 'resume token string was not a valid hex string');
  const m =
    /^82([0-9a-f]{16})2b02(29296e04|2c0100(?:29|2b(..)|2c(....)|2d(.{6}))(6e|6f)(29|2b..|2c....)?(?:5a|46|04$).*)$/i.exec(
      data,
    );
  if (!m) return fail(40649, 'Invalid resume token: it does not have the form of one');
  const op = Number.parseInt(m[3] ?? m[4] ?? m[5] ?? '0', 16) >> 1;
  const position = {
    ts: BigInt(`0x${m[1]}`),
    op,
    invalidate: m[6]?.toLowerCase() === '6f',
    mark: m[6] === undefined,
  };
  return m[7] === undefined
    ? position
    : { ...position, fragment: Number.parseInt(m[7].slice(2) || '0', 16) >> 1 };
}
