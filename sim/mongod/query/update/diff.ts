/**
 * What changed between two documents, as the oplog has it of an update by a pipeline since 5.0. Where telling the
 * change takes more bytes than what it leads to, that is told instead; of a whole document then there is no change to
 * tell, and the entry replaces it.
 */
import { identical } from '../../bson/compare.ts';
import { sizeOf } from '../../bson/encode.ts';
import { type Doc, isObject, setField, type Value } from '../../bson/values.ts';
import type { Log } from './place.ts';

/** What an entry has around a change: `{$v: 2, diff: …}`. */
const AROUND = 15;

const elementSize = (name: string, value: Value): number => sizeOf({ [name]: value }) - 5;

/** A change below a path, and how many bytes it takes. */
class Change {
  bytes: number;
  readonly log: Required<Log> = { set: {}, unset: [], truncated: [] };
  private readonly sections = new Set<string>();

  constructor(bytes: number) {
    this.bytes = bytes;
  }

  /** Puts it into a section, which begins with its first. */
  private into(section: string, bytes: number): void {
    if (!this.sections.has(section)) this.bytes += 8;
    this.sections.add(section);
    this.bytes += bytes;
  }

  set(section: 'u' | 'i', path: string, name: string, value: Value): void {
    this.into(section, elementSize(name, value));
    setField(this.log.set, path, value);
  }

  unset(path: string, name: string): void {
    this.into('d', Buffer.byteLength(name) + 3);
    this.log.unset.push(path);
  }

  setElement(path: string, index: number, value: Value): void {
    this.bytes += elementSize(`u${index}`, value);
    setField(this.log.set, path, value);
  }

  truncate(field: string, newSize: number): void {
    this.bytes += 7;
    this.log.truncated.push({ field, newSize });
  }

  within(name: string, inner: Change): void {
    this.bytes += Buffer.byteLength(name) + 3 + inner.bytes;
    for (const [path, value] of Object.entries(inner.log.set)) setField(this.log.set, path, value);
    this.log.unset.push(...inner.log.unset);
    this.log.truncated.push(...inner.log.truncated);
  }
}

/** Undefined where the document is replaced. */
export function changeOf(before: Doc, after: Doc): Log | undefined {
  return documentChange(before, after, '', AROUND)?.log;
}

const under = (path: string, name: string | number): string => (path === '' ? `${name}` : `${path}.${name}`);

function documentChange(before: Doc, after: Doc, path: string, padding: number): Change | undefined {
  const change = new Change(5 + padding);
  const inner: [name: string, change: Change][] = [];
  const [old, now] = [Object.keys(before), Object.keys(after)];
  const gone: string[] = [];
  let [i, k] = [0, 0];
  while (i < old.length && k < now.length) {
    const name = old[i]!;
    if (name !== now[k]) {
      // What stands elsewhere now is put in again, at the end.
      gone.push(name);
      i++;
      continue;
    }
    if (!identical(before[name], after[name])) {
      const deeper = valueChange(before[name], after[name], under(path, name));
      if (deeper) inner.push([name, deeper]);
      else change.set('u', under(path, name), name, after[name]);
    }
    i++;
    k++;
  }
  gone.push(...old.slice(i));
  const added = now.slice(k);
  for (const name of added) change.set('i', under(path, name), name, after[name]);
  for (const name of gone) if (!added.includes(name)) change.unset(under(path, name), name);
  for (const [name, deeper] of inner) change.within(name, deeper);
  return sizeOf(after) > change.bytes ? change : undefined;
}

function valueChange(before: Value, after: Value, path: string): Change | undefined {
  if (isObject(before) && isObject(after)) return documentChange(before, after, path, 0);
  return Array.isArray(before) && Array.isArray(after) ? arrayChange(before, after, path) : undefined;
}

function arrayChange(before: Value[], after: Value[], path: string): Change | undefined {
  // With the mark that says it is of an array.
  const change = new Change(9);
  after.forEach((value, i) => {
    if (i < before.length && identical(before[i], value)) return;
    const deeper = i < before.length ? valueChange(before[i], value, under(path, i)) : undefined;
    if (deeper) change.within(String(i), deeper);
    else change.setElement(under(path, i), i, value);
  });
  if (before.length > after.length) change.truncate(path, after.length);
  return elementSize('', after) - 2 > change.bytes ? change : undefined;
}
