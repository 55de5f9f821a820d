/** What both sides of a connection said, message by message, each with the bytes that carried it and what it answers. */

import { readRecord } from '../../node/tls/hello.ts';
import { MONGO_PORT } from '../../system/hosts.ts';
import type { Piece, Speech, Talk } from '../recording.ts';
import { type HttpMessage, httpMessageAt, isHttp } from './http.ts';
import { lengthAt, type WireMessage, wireMessage } from './mongodb.ts';

export type Content =
  | { protocol: 'http'; message: HttpMessage }
  | { protocol: 'mongodb'; message: WireMessage }
  /** What cannot be read: so many bytes; none ask for the connection. */
  | { protocol: 'other'; bytes: number };

export interface Said {
  from: string;
  to: string;
  isReply: boolean;
  content: Content;
  /** Never empty. */
  pieces: readonly Piece[];
  answers: Said | null;
}

/** In no order but that of each side. */
export function saidIn(talk: Talk): Said[] {
  return [...dialled(talk.client), ...spoken(talk)];
}

/** What a client sent to be connected, where that did not simply succeed: the rest is told by what it then says. */
function dialled({ from, to, pieces }: Speech): Said[] {
  const content: Content = { protocol: 'other', bytes: 0 };
  return pieces
    .filter(({ bytes, judged, isHeard }) => bytes.length === 0 && (judged.length > 0 || !isHeard))
    .map((piece) => ({ from, to, isReply: false, content, pieces: [piece], answers: null }));
}

function spoken({ port, client, server }: Talk): Said[] {
  const asked = new Bytes(client);
  const told = new Bytes(server);
  if (port === MONGO_PORT) return inMongo(asked, told);
  return isHttp(asked.bytes) ? inHttp(asked, told) : [...asked.rest(0, false), ...told.rest(0, true)];
}

function inHttp(asked: Bytes, told: Bytes): Said[] {
  const requests: Said[] = [];
  let at = 0;
  for (;;) {
    const parsed = httpMessageAt(asked.bytes, at, undefined, false);
    if (!parsed || parsed.end === at) break;
    requests.push(asked.said(at, parsed.end, false, { protocol: 'http', message: parsed.message }, null));
    at = parsed.end;
  }
  const rest = asked.rest(at, false);
  const replies: Said[] = [];
  let next = 0;
  for (at = 0; ; ) {
    const request = requests[next] ?? null;
    const method =
      request?.content.protocol === 'http' ? request.content.message.start.split(' ')[0] : undefined;
    const parsed = httpMessageAt(told.bytes, at, method, told.isClosed);
    if (!parsed || parsed.end === at) break;
    replies.push(told.said(at, parsed.end, true, { protocol: 'http', message: parsed.message }, request));
    at = parsed.end;
    // What only says that more will come is not the answer yet.
    if (!/^HTTP\/1\.[01] 1/.test(parsed.message.start)) next++;
  }
  return [...requests, ...rest, ...replies, ...told.rest(at, true)];
}

function inMongo(asked: Bytes, told: Bytes): Said[] {
  const commands = new Map<number, Said>();
  const streamed = new Map<number, Said>();
  const said: Said[] = [];
  for (const { at, end, message } of asked.wireMessages()) {
    const command = asked.said(at, end, false, message, null);
    if (message.protocol === 'mongodb') commands.set(message.message.requestId, command);
    said.push(command);
  }
  for (const { at, end, message } of told.wireMessages()) {
    const reply = message.protocol === 'mongodb' ? message.message : undefined;
    const command = reply && (streamed.get(reply.responseTo) ?? commands.get(reply.responseTo));
    said.push(told.said(at, end, true, message, command ?? null));
    if (!reply) continue;
    streamed.delete(reply.responseTo);
    // A server that goes on replying to one command answers its own last reply.
    if (reply.isMoreToCome && command) streamed.set(reply.requestId, command);
  }
  return said;
}

/** All that one side said, as one. */
class Bytes {
  readonly bytes: Buffer;
  readonly isClosed: boolean;
  readonly #speech: Speech;
  /** Where each piece ends. */
  readonly #ends: number[] = [];

  constructor(speech: Speech) {
    this.#speech = speech;
    this.isClosed = speech.closedUs !== null;
    let plain = Buffer.concat(speech.pieces.map(({ bytes }) => bytes));
    const before = plain.length;
    // What TLS says first; nothing is encrypted here.
    for (let record = readRecord(plain); record.content && record.rest; record = readRecord(plain))
      plain = Buffer.from(record.rest);
    this.bytes = plain;
    let end = plain.length - before;
    for (const { bytes } of speech.pieces) {
      end += bytes.length;
      this.#ends.push(end);
    }
  }

  said(from: number, end: number, isReply: boolean, content: Content, answers: Said | null): Said {
    const pieces = this.#speech.pieces.filter((piece, i) => {
      const to = this.#ends[i]!;
      return piece.bytes.length > 0 && to > from && to - piece.bytes.length < end;
    });
    return { from: this.#speech.from, to: this.#speech.to, isReply, content, pieces, answers };
  }

  /** What is left from there on, as one that cannot be read; empty where nothing is. */
  rest(from: number, isReply: boolean): Said[] {
    const bytes = this.bytes.length - from;
    if (bytes <= 0) return [];
    return [this.said(from, this.bytes.length, isReply, { protocol: 'other', bytes }, null)];
  }

  *wireMessages(): Generator<{ at: number; end: number; message: Exclude<Content, { protocol: 'http' }> }> {
    const { bytes } = this;
    for (let at = 0; at < bytes.length; ) {
      const length = lengthAt(bytes, at);
      const end = length === undefined || length < 16 ? bytes.length : Math.min(bytes.length, at + length);
      const isWhole = length !== undefined && end - at === length;
      const message = isWhole ? wireMessage(bytes.subarray(at, end)) : undefined;
      yield {
        at,
        end,
        message: message ? { protocol: 'mongodb', message } : { protocol: 'other', bytes: end - at },
      };
      at = end;
    }
  }
}
