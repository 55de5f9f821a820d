/** A message in a few words, as plain data, and whether it is only how machinery keeps going. */
import zlib from 'node:zlib';
import { cut } from '../../harness/words.ts';
import type { Doc } from '../mongod/bson/values.ts';
import { brief, MOST_CHARS, relaxed, shortened } from './values.ts';
import type { HttpMessage } from './wire/http.ts';
import type { Said } from './wire/said.ts';

/** Commands by which drivers and members keep in touch; what they say concerns nobody's data. */
const UPKEEP = new Set([
  ...['hello', 'ismaster', 'isMaster', 'ping', 'endSessions', 'killCursors', 'buildInfo'],
  ...['replSetHeartbeat', 'replSetFetch', 'replSetFindCommon', 'replSetImage'],
]);

const LABELS: Record<string, string> = {
  hello: 'hello',
  ismaster: 'hello',
  isMaster: 'hello',
  replSetHeartbeat: 'heartbeat',
  replSetFetch: 'pulls the oplog',
  replSetFindCommon: 'looks for a common point of the oplogs',
  replSetImage: 'copies all data',
  replSetRequestVotes: 'asks for a vote',
};

/** Fields of commands and replies that say nothing of what is asked and told. */
const ROUTINE = new Set([
  ...[
    '$clusterTime',
    'operationTime',
    'signature',
    'topologyVersion',
    'electionId',
    'opTime',
    '$readPreference',
  ],
  ...[
    'lsid',
    'txnNumber',
    '$db',
    'ordered',
    'writeConcern',
    'readConcern',
    'autocommit',
    'startTransaction',
    'ok',
  ],
]);

export interface Words {
  label: string;
  body: unknown;
  isNoise: boolean;
}

export function wordsOf(said: Said): Words {
  const { content } = said;
  if (content.protocol === 'http')
    return said.isReply ? httpReply(content.message) : httpRequest(content.message);
  if (content.protocol === 'other')
    return { label: content.bytes === 0 ? 'connects' : `${content.bytes} bytes`, body: null, isNoise: false };
  return said.isReply ? mongoReply(content.message.doc, said.answers) : mongoCommand(content.message.doc);
}

function httpRequest({ start, headers, body: bytes }: HttpMessage): Words {
  const [method = '', path = ''] = start.split(' ');
  const body = bodyOf(bytes, headers);
  return {
    label: `${method} ${path}${body === null ? '' : ` ${brief(body)}`}`,
    body: { method, path, headers, body },
    isNoise: false,
  };
}

function httpReply({ start, headers, body: bytes }: HttpMessage): Words {
  const status = Number(start.split(' ')[1]);
  const body = bodyOf(bytes, headers);
  return {
    label: `${status}${body === null ? '' : ` ${brief(body)}`}`,
    body: { status, headers, body },
    isNoise: false,
  };
}

const UNPACK: Record<string, (bytes: Buffer) => Buffer> = {
  gzip: zlib.gunzipSync,
  deflate: zlib.inflateSync,
  br: zlib.brotliDecompressSync,
};

function bodyOf(packed: Buffer, { 'content-encoding': encoding }: HttpMessage['headers']): unknown {
  if (packed.length === 0) return null;
  let bytes = packed;
  try {
    bytes = UNPACK[encoding ?? '']?.(packed) ?? packed;
  } catch {
    // It is not what it says.
  }
  const text = bytes.toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    return shortened(text);
  }
}

function mongoCommand(doc: Doc): Words {
  const name = nameOf(doc);
  return { label: LABELS[name] ?? commandLabel(name, doc), body: plain(doc), isNoise: UPKEEP.has(name) };
}

/** The name of a command is its first field. */
export const nameOf = (doc: Doc): string => Object.keys(doc)[0] ?? '';

function commandLabel(name: string, doc: Doc): string {
  const coll = typeof doc[name] === 'string' ? ` ${doc[name]}` : '';
  const what = (value: unknown) => (value === undefined ? '' : ` ${brief(value)}`);
  const first = (list: unknown) => (Array.isArray(list) ? (list[0] as Doc | undefined) : undefined);
  const more = (list: unknown) =>
    Array.isArray(list) && list.length > 1 ? ` and ${list.length - 1} more` : '';
  switch (name) {
    case 'insert':
      return `insert${coll}${what(first(doc.documents))}${more(doc.documents)}`;
    case 'update':
      return `update${coll}${what(first(doc.updates)?.q)} to${what(first(doc.updates)?.u)}${more(doc.updates)}`;
    case 'delete':
      return `delete${coll}${what(first(doc.deletes)?.q)}${more(doc.deletes)}`;
    case 'findAndModify':
      return `findAndModify${coll}${what(doc.query)}${doc.remove ? ', remove' : ` to${what(doc.update)}`}`;
    case 'find':
      return `find${coll}${what(doc.filter)}`;
    case 'aggregate':
      return `aggregate${coll}${what(first(doc.pipeline))}`;
    case 'getMore':
      return `getMore ${String(doc.collection ?? '')}`;
    default:
      return `${name}${coll}`;
  }
}

function mongoReply(doc: Doc, answers: Said | null): Words {
  const command = answers?.content.protocol === 'mongodb' ? nameOf(answers.content.message.doc) : '';
  const batch = batchOf(doc);
  const isIdle = command === 'getMore' && batch?.length === 0;
  return {
    label: UPKEEP.has(command) && isOk(doc) ? 'ok' : replyLabel(doc, batch),
    body: plain(doc),
    isNoise: UPKEEP.has(command) || isIdle,
  };
}

/** The documents that a reply brings; undefined: it is not of that kind. */
function batchOf(doc: Doc): Doc[] | undefined {
  const { cursor } = doc as { cursor?: { firstBatch?: Doc[]; nextBatch?: Doc[] } };
  return cursor?.firstBatch ?? cursor?.nextBatch;
}

const isOk = (doc: Doc): boolean => Number(doc.ok) === 1;

function replyLabel(doc: Doc, batch: Doc[] | undefined): string {
  const [failed] = (doc.writeErrors as Doc[] | undefined) ?? [];
  if (failed) return `error ${failed.code}: ${cut(String(failed.errmsg), MOST_CHARS)}`;
  if (!isOk(doc)) return `error ${doc.code} ${doc.codeName}: ${cut(String(doc.errmsg), MOST_CHARS)}`;
  if (doc.writeConcernError)
    return `not at a majority: ${cut(String((doc.writeConcernError as Doc).errmsg), MOST_CHARS)}`;
  if (batch)
    return batch.length === 0
      ? 'nothing'
      : `${batch.length === 1 ? brief(batch[0]) : `${batch.length} documents, the last ${brief(batch.at(-1))}`}`;
  const rest = Object.fromEntries(Object.entries(doc).filter(([name]) => !ROUTINE.has(name)));
  return Object.keys(rest).length === 0 ? 'ok' : brief(rest);
}

/** A command or reply without the routine of the protocol, and long batches cut. */
function plain(doc: Doc): unknown {
  const shown = Object.fromEntries(
    Object.entries(doc).filter(([name]) => !['$clusterTime', 'topologyVersion', 'signature'].includes(name)),
  );
  return shortened(relaxed(shown));
}
