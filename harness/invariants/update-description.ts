/** Applies what a change stream says of an update (`updateDescription`) to the document as it was before. */
import type { Document } from 'bson';

export interface UpdateDescription {
  /** Dotted path → new value. */
  updatedFields?: Document;
  /** Dotted paths. */
  removedFields?: string[];
  /** Arrays cut to a length (servers from 4.7 on; before, the whole array comes in `updatedFields`). */
  truncatedArrays?: Array<{ field: string; newSize: number }>;
}

type Container = Record<string, unknown>;
type Edit = (parent: Container, name: string) => void;

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null && !('_bsontype' in value) && !(value instanceof Date);
}

/** A copy of `root` with `edit` done at the end of the path. Only what lies on the path is copied. */
function editAt(root: Container, path: readonly string[], edit: Edit): Container {
  const copy: Container = Array.isArray(root) ? ([...root] as unknown as Container) : { ...root };
  const [name, ...rest] = path as [string, ...string[]];
  if (rest.length === 0) edit(copy, name);
  else copy[name] = editAt(isContainer(copy[name]) ? copy[name] : {}, rest, edit);
  return copy;
}

/** Returns a new document; the one from before is left as it was. */
export function applyUpdate(before: Document, description: UpdateDescription): Document {
  let after: Container = before;
  // Cut first: a server that cuts an array may set elements of what is left of it.
  for (const { field, newSize } of description.truncatedArrays ?? [])
    after = editAt(after, field.split('.'), (parent, name) => {
      const array = parent[name];
      if (Array.isArray(array)) parent[name] = array.slice(0, newSize);
    });
  for (const path of description.removedFields ?? [])
    after = editAt(after, path.split('.'), (parent, name) => {
      delete parent[name];
    });
  for (const [path, value] of Object.entries(description.updatedFields ?? {}))
    after = editAt(after, path.split('.'), (parent, name) => {
      parent[name] = value;
    });
  return after;
}
