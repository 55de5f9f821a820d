/** A value in the words of an error. */
import type { Value } from './values.ts';

/** A value as the shell prints it, for the prose of errors. */
export function show(v: Value): string {
  if (typeof v === 'string') return `"${v}"`;
  if (typeof v === 'bigint') return String(v);
  if (Array.isArray(v)) return v.length === 0 ? '[]' : `[ ${v.map(show).join(', ')} ]`;
  if (v === null || typeof v !== 'object') return String(v);
  if (v instanceof Date) return `new Date(${v.getTime()})`;
  if (Object.getPrototypeOf(v) !== Object.prototype) return String(v);
  const fields = Object.entries(v).map(([k, x]) => `${k}: ${show(x)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}
