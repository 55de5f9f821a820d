/** Messages of the wire protocol: OP_MSG, and OP_QUERY as far as a driver's first hello needs it. */
import { decodeAt } from '../bson/decode.ts';
import { MAX_INTERNAL_BYTES, tooLarge } from '../bson/size.ts';
import type { Doc } from '../bson/values.ts';
import type { MongoError } from '../errors.ts';

export const MAX_MESSAGE_BYTES = 48_000_000;
const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;

const CHECKSUM = 1;
const MORE_TO_COME = 2;
const EXHAUST_ALLOWED = 1 << 16;

export class BadMessage extends Error {}

export interface Message {
  requestId: number;
  /** How the client spoke, and so how it is answered. */
  legacy: boolean;
  /** The client waits for no reply. */
  silent: boolean;
  /** The server may go on replying to this one request. */
  exhaust: boolean;
  body: Doc;
  /** A document in it is larger than any may be. */
  refused?: MongoError;
}

/** Takes a whole message apart. Throws BadMessage or InvalidBson. */
export function parseMessage(buf: Buffer): Message {
  const requestId = buf.readInt32LE(4);
  const opCode = buf.readInt32LE(12);
  if (opCode === OP_MSG) return parseMsg(buf, requestId);
  if (opCode === OP_QUERY) return parseQuery(buf, requestId);
  throw new BadMessage(`unknown operation code ${opCode}`);
}

function parseMsg(buf: Buffer, requestId: number): Message {
  if (buf.length < 26) throw new BadMessage('an OP_MSG without a body');
  const flags = buf.readUInt32LE(16);
  if (flags & 0xffff & ~(CHECKSUM | MORE_TO_COME))
    throw new BadMessage(`unknown required flags 0x${flags.toString(16)}`);
  const end = buf.length - (flags & CHECKSUM ? 4 : 0);
  let body: Doc | undefined;
  let largest = 0;
  const sequences: [string, Doc[]][] = [];
  let at = 20;
  while (at < end) {
    const kind = buf[at++];
    if (kind === 0) {
      if (body) throw new BadMessage('an OP_MSG with two bodies');
      const read = decodeAt(buf, at, end);
      body = read.doc;
      largest = Math.max(largest, read.end - at);
      at = read.end;
    } else if (kind === 1) {
      const read = parseSequence(buf, at, end);
      sequences.push([read.name, read.docs]);
      largest = Math.max(largest, read.largest);
      at = read.end;
    } else throw new BadMessage(`unknown section kind ${kind}`);
  }
  if (!body) throw new BadMessage('an OP_MSG without a body');
  for (const [name, docs] of sequences) {
    if (Object.hasOwn(body, name)) throw new BadMessage(`the field '${name}' is given twice`);
    body[name] = docs;
  }
  return {
    requestId,
    legacy: false,
    silent: (flags & MORE_TO_COME) !== 0,
    exhaust: (flags & EXHAUST_ALLOWED) !== 0,
    body,
    ...(largest > MAX_INTERNAL_BYTES ? { refused: tooLarge(largest) } : {}),
  };
}

function parseSequence(
  buf: Buffer,
  start: number,
  limit: number,
): { name: string; docs: Doc[]; end: number; largest: number } {
  if (start + 4 > limit) throw new BadMessage('a document sequence ends early');
  const end = start + buf.readInt32LE(start);
  const stop = buf.indexOf(0, start + 4);
  if (end > limit || stop < 0 || stop >= end) throw new BadMessage('a document sequence has a wrong length');
  const name = buf.toString('utf8', start + 4, stop);
  if (name === '__proto__') throw new BadMessage('a document sequence with a forbidden name');
  const docs: Doc[] = [];
  let largest = 0;
  let at = stop + 1;
  while (at < end) {
    const read = decodeAt(buf, at, end);
    docs.push(read.doc);
    largest = Math.max(largest, read.end - at);
    at = read.end;
  }
  return { name, docs, end, largest };
}

function parseQuery(buf: Buffer, requestId: number): Message {
  const stop = buf.indexOf(0, 20);
  if (stop < 0 || stop + 9 > buf.length) throw new BadMessage('an OP_QUERY ends early');
  const ns = buf.toString('utf8', 20, stop);
  if (!ns.endsWith('.$cmd')) throw new BadMessage(`OP_QUERY on ${ns}: only commands are supported`);
  const read = decodeAt(buf, stop + 9);
  const given = read.doc;
  const body = (typeof given.$query === 'object' && given.$query !== null ? given.$query : given) as Doc;
  const name = Object.keys(body)[0] ?? '';
  if (!['ismaster', 'isMaster', 'hello'].includes(name))
    throw new BadMessage(`OP_QUERY with the command '${name}': only a first hello may use it`);
  body.$db = ns.slice(0, -5);
  return { requestId, legacy: true, silent: false, exhaust: false, body };
}

/** The reply's bytes. `more`: another reply to the same request follows. */
export function replyTo(
  message: Message,
  responseTo: number,
  requestId: number,
  doc: Buffer,
  more: boolean,
): Buffer {
  const head = Buffer.alloc(message.legacy ? 36 : 21);
  head.writeInt32LE(head.length + doc.length, 0);
  head.writeInt32LE(requestId, 4);
  head.writeInt32LE(responseTo, 8);
  head.writeInt32LE(message.legacy ? OP_REPLY : OP_MSG, 12);
  if (message.legacy) {
    head.writeInt32LE(8, 16);
    head.writeInt32LE(1, 32);
  } else head.writeUInt32LE(more ? MORE_TO_COME : 0, 16);
  return Buffer.concat([head, doc]);
}
