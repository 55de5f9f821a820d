/** Values as plain data, and in one short line. */
import { EJSON } from 'bson';
import { cut } from '../../harness/words.ts';

/** Of one short line. */
export const MOST_CHARS = 90;
/** Of a batch of documents. */
const MOST_ITEMS = 50;
const MOST_TEXT = 20_000;

/** A value in one short line; what is generated, such as ids and moments, is left out where more is to be said. */
export function brief(value: unknown): string {
  return cut(inShort(relaxed(value), 0), MOST_CHARS);
}

function inShort(value: unknown, depth: number): string {
  if (typeof value === 'string') return cut(value, 40);
  if (Array.isArray(value))
    return depth > 1 ? '[…]' : `[${value.map((item) => inShort(item, depth + 1)).join(', ')}]`;
  if (value === null || typeof value !== 'object') return String(value);
  const { $oid, $date } = value as { $oid?: string; $date?: unknown };
  if ($oid !== undefined) return `…${$oid.slice(-4)}`;
  if ($date !== undefined) return String($date);
  if (depth > 2) return '{…}';
  const fields = Object.entries(value).filter(
    ([, inner]) => !isGenerated(inner) || Object.keys(value).length === 1,
  );
  return `{${fields.map(([name, inner]) => `${name}: ${inShort(inner, depth + 1)}`).join(', ')}}`;
}

const isGenerated = (value: unknown): boolean =>
  value !== null && typeof value === 'object' && ('$oid' in value || '$date' in value || '$binary' in value);

/** As JSON has it, with the types that it has not in the manner of MongoDB's extended one. */
export const relaxed = (value: unknown): unknown =>
  value === undefined ? null : JSON.parse(EJSON.stringify(value, { relaxed: true }));

/** Plain data with long texts and batches cut. */
export function shortened(value: unknown): unknown {
  if (typeof value === 'string') return value.length > MOST_TEXT ? `${value.slice(0, MOST_TEXT)}…` : value;
  if (Array.isArray(value)) {
    const kept = value.slice(0, MOST_ITEMS).map(shortened);
    return value.length > MOST_ITEMS ? [...kept, `… and ${value.length - MOST_ITEMS} more`] : kept;
  }
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shortened(inner)]));
}
