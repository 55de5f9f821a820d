/** What an update changed, as its event says it. */
import { type Doc, isObject, setField, type Value } from '../bson/values.ts';
import type { DocumentOp } from '../oplog/entry.ts';
import type { Log } from '../query/update/place.ts';
import { isAtLeast } from '../version.ts';
import type { Scope } from './events.ts';

export function updateDescription(op: DocumentOp, log: Log, { version, expanded }: Scope): Doc {
  if (!isAtLeast(version, '5.0')) return { updatedFields: log.set, removedFields: log.unset };
  const updatedFields = withCreated(log.set, op.before, op.after);
  const truncatedArrays = log.truncated ?? [];
  const description: Doc = { updatedFields, removedFields: log.unset, truncatedArrays };
  if (expanded && isAtLeast(version, '7.0')) {
    const paths = [...Object.keys(updatedFields), ...log.unset, ...truncatedArrays.map((t) => t.field)];
    description.disambiguatedPaths = ambiguous(paths, op);
  }
  return description;
}

/** A field that was made on the way is told as a whole: `{a: {b: 1}}` for `a.b` where there was no `a`. */
function withCreated(set: Doc, before: Doc | null, after: Doc | null): Doc {
  const out: Doc = {};
  for (const [path, value] of Object.entries(set)) {
    const parts = path.split('.');
    let [old, now]: [Value, Value] = [before, after];
    let length = 0;
    while (length < parts.length && (isObject(old) || Array.isArray(old))) {
      old = (old as Doc)[parts[length]!];
      now = (now as Doc | undefined)?.[parts[length]!];
      length++;
    }
    // A scalar gives way to no document: then the path was not made on the way.
    if (length < parts.length && old === undefined && now !== undefined)
      setField(out, parts.slice(0, length).join('.'), now);
    else setField(out, path, value);
  }
  return out;
}

/** Paths in which a name could be taken for an index, in their parts: names as they are, indexes as numbers. */
function ambiguous(paths: readonly string[], { before, after }: DocumentOp): Doc {
  const out: Doc = {};
  for (const path of paths) {
    const parts = path.split('.');
    let [old, now]: [Value, Value] = [before, after];
    let isAmbiguous = false;
    const found = parts.map((part) => {
      const isIndex = Array.isArray(old) || Array.isArray(now);
      if (!isIndex && /^\d+$/.test(part)) isAmbiguous = true;
      old = (old as Doc | undefined | null)?.[part];
      now = (now as Doc | undefined | null)?.[part];
      return isIndex ? Number(part) : part;
    });
    if (isAmbiguous) setField(out, path, found);
  }
  return out;
}
