/** The wire protocol of MongoDB, taken apart: a command or a reply, with its number and the one it answers. */
import { decodeAt } from '../../mongod/bson/decode.ts';
import type { Doc } from '../../mongod/bson/values.ts';
import { parseMessage } from '../../mongod/wire/message.ts';

const OP_REPLY = 1;
const OP_MSG = 2013;
const MORE_TO_COME = 2;
/** What members say to each other nests stored documents deeper than a client could. */
const EXTRA_DEPTH = -64;

export interface WireMessage {
  requestId: number;
  responseTo: number;
  doc: Doc;
  /** The server goes on replying. */
  isMoreToCome: boolean;
}

/** The length of the message at `from`; undefined: not even that is there. */
export const lengthAt = (bytes: Buffer, from: number): number | undefined =>
  bytes.length - from >= 16 ? bytes.readInt32LE(from) : undefined;

/** A whole message. Undefined: it cannot be read. */
export function wireMessage(bytes: Buffer): WireMessage | undefined {
  const requestId = bytes.readInt32LE(4);
  const responseTo = bytes.readInt32LE(8);
  try {
    const isMessage = bytes.readInt32LE(12) === OP_MSG;
    const isMoreToCome = isMessage && (bytes.readUInt32LE(16) & MORE_TO_COME) !== 0;
    return { requestId, responseTo, doc: documentOf(bytes), isMoreToCome };
  } catch {
    return undefined;
  }
}

function documentOf(bytes: Buffer): Doc {
  if (bytes.readInt32LE(12) === OP_REPLY) return decodeAt(bytes, 36, bytes.length, EXTRA_DEPTH).doc;
  try {
    return parseMessage(bytes).body;
  } catch {
    return decodeAt(bytes, 21, bytes.length, EXTRA_DEPTH).doc;
  }
}
