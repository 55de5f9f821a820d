/** What a message asks for, without what differs from seed to seed. */
import type { Message } from '../../explanation/index.ts';

/** Whether and when it comes says nothing of what a service is at. */
const BESIDES = new Set([
  'abortTransaction',
  'create',
  'createIndexes',
  'getMore',
  'killCursors',
  'listCollections',
]);

/** A frame by its function, or its file: lines change with what stands above them. */
export const placeOf = (frame: string): string =>
  /^(\S.*) \(.*\)$/.exec(frame)?.[1] ?? frame.replace(/(?::\d+){1,2}$/, '');

/** What the database refused. */
export function errorIn(reply: Message | undefined): string {
  const { code, writeErrors } = (reply?.body ?? {}) as { code?: unknown; writeErrors?: { code?: unknown }[] };
  const error = code ?? writeErrors?.[0]?.code;
  return error === undefined ? '' : `: error ${error}`;
}

/** What a request or a command asks for, without what it is about; undefined: that says nothing. */
export function deedIn({ protocol, body }: Message): string | undefined {
  const said = fieldsOf(body);
  if (protocol === 'http')
    return typeof said.path === 'string' ? `${said.method} ${routeOf(said.path)}` : undefined;
  if (protocol !== 'mongodb' || BESIDES.has(Object.keys(said)[0] ?? '')) return undefined;
  const command = commandIn(body);
  return command && [command, ...waysOf(said)].join(' ');
}

const READS = new Set(['aggregate', 'count', 'distinct', 'find', 'getMore']);

export const isRead = (body: unknown): boolean => READS.has(Object.keys(fieldsOf(body))[0] ?? '');

const OPERATOR = /^\$(?!oid$|uuid$|date$|numberLong$|numberDecimal$|binary$)/;

/** One document, by its id: who asks so knows of it. */
export function isPointRead(body: unknown): boolean {
  const { _id } = fieldsOf(fieldsOf(body).filter);
  return _id !== undefined && !Object.keys(fieldsOf(_id)).some((name) => OPERATOR.test(name));
}

/** More of what is followed. */
export const isMore = (body: unknown): boolean => Object.keys(fieldsOf(body))[0] === 'getMore';

/** `insert orders`. */
export function commandIn(body: unknown): string | undefined {
  const said = fieldsOf(body);
  const [name] = Object.keys(said);
  if (name === undefined) return undefined;
  const coll = [said[name], said.collection].find((one) => typeof one === 'string');
  return coll === undefined ? name : `${name} ${coll}`;
}

const fieldsOf = (body: unknown): Record<string, unknown> => (body ?? {}) as Record<string, unknown>;

/** How surely it is written and how freshly read, which is where some bugs lie. */
function waysOf({
  writeConcern,
  readConcern,
  $readPreference,
  autocommit,
}: Record<string, unknown>): string[] {
  const { w } = (writeConcern ?? {}) as { w?: unknown };
  const { level } = (readConcern ?? {}) as { level?: unknown };
  const { mode } = ($readPreference ?? {}) as { mode?: unknown };
  return [
    ...(w === undefined ? [] : [`w:${w}`]),
    ...(level === undefined ? [] : [`read ${level}`]),
    ...(mode === undefined ? [] : [`from ${mode}`]),
    ...(autocommit === false ? ['in a transaction'] : []),
  ];
}

/** A path without what is said by it: ids have digits. */
const routeOf = (path: string): string => path.split('?')[0]!.replaceAll(/[^/]*\d[^/]*/g, '#');
