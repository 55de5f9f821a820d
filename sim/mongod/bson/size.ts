/** How large documents may be, and whether one is larger. */
import { Binary, BSONRegExp, BSONSymbol, Code } from 'bson';
import { MongoError } from '../errors.ts';
import { sizeOf } from './encode.ts';
import type { Doc, Value } from './values.ts';

export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;
/** What a command or reply may have around a document of the largest size. */
export const MAX_INTERNAL_BYTES = MAX_DOCUMENT_BYTES + 16 * 1024;

/** A message or a reply would have a document of so many bytes. */
export function tooLarge(bytes: number): MongoError {
  return new MongoError(
    10334,
    `BSONObj size: ${bytes} (0x${bytes.toString(16).toUpperCase()}) is invalid. Size must be between 0 and ${MAX_INTERNAL_BYTES}(16MB)`,
  );
}

/** The document's bytes if there are more than a document may have. Nearly all are small, which is seen without encoding. */
export function oversize(doc: Doc): number | undefined {
  if (bound(doc, MAX_DOCUMENT_BYTES) >= 0) return undefined;
  const bytes = sizeOf(doc);
  return bytes > MAX_DOCUMENT_BYTES ? bytes : undefined;
}

/** What is left of `budget` after at most what the value takes; stops below 0. */
function bound(v: Value, budget: number): number {
  if (typeof v === 'string') return budget - 5 - v.length * 3;
  if (typeof v !== 'object' || v === null) return budget - 8;
  let left = budget - 24;
  if (Array.isArray(v)) {
    for (const item of v) {
      left = bound(item, left - 10);
      if (left < 0) break;
    }
  } else if (Object.getPrototypeOf(v) === Object.prototype) {
    for (const name of Object.keys(v)) {
      left = bound((v as Doc)[name], left - 2 - name.length * 3);
      if (left < 0) break;
    }
  } else if (v instanceof Binary) left -= v.position;
  else if (v instanceof Code) left = bound(v.scope, left - v.code.length * 3);
  else if (v instanceof BSONRegExp) left -= v.pattern.length * 3;
  else if (v instanceof BSONSymbol) left -= v.value.length * 3;
  return left;
}

/** About what a value takes in memory. */
export function roughBytes(v: Value): number {
  if (typeof v === 'string') return 16 + v.length;
  if (typeof v !== 'object' || v === null) return 16;
  if (v instanceof Binary) return 16 + v.position;
  if (Array.isArray(v)) return v.reduce<number>((sum, item) => sum + roughBytes(item), 16);
  if (Object.getPrototypeOf(v) !== Object.prototype) return 32;
  let sum = 32;
  for (const name of Object.keys(v)) sum += 16 + name.length + roughBytes((v as Doc)[name]);
  return sum;
}
