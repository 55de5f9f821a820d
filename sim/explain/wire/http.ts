/** HTTP/1 as it goes over the wire, taken apart: of each message its head, its body, and the bytes it takes. */

export interface HttpMessage {
  /** `POST /orders HTTP/1.1`, `HTTP/1.1 200 OK`. */
  start: string;
  headers: Record<string, string>;
  body: Buffer;
}

export interface Parsed<T> {
  message: T;
  /** Where it ends in the bytes. */
  end: number;
}

const END_OF_HEAD = '\r\n\r\n';
const REQUEST = /^[A-Z]+ \S+ HTTP\/1\.[01]$/;
const REPLY = /^HTTP\/1\.[01] \d{3}/;

/** Whether so begins what speaks HTTP/1. */
export const isHttp = (bytes: Buffer): boolean =>
  REQUEST.test(firstLine(bytes)) || REPLY.test(firstLine(bytes));

/**
 * The message at `from`; undefined: it is not whole. `answers` is the method that it answers: what answers HEAD has no
 * body. `isAll`: no more comes, so that a reply without a length ends here.
 */
export function httpMessageAt(
  bytes: Buffer,
  from: number,
  answers: string | undefined,
  isAll: boolean,
): Parsed<HttpMessage> | undefined {
  const endOfHead = bytes.indexOf(END_OF_HEAD, from);
  if (endOfHead < 0) return undefined;
  const [start = '', ...lines] = bytes.toString('latin1', from, endOfHead).split('\r\n');
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
  }
  const at = endOfHead + END_OF_HEAD.length;
  const body = bodyAt(bytes, at, start, headers, answers, isAll);
  return body && { message: { start, headers, body: body.message }, end: body.end };
}

function bodyAt(
  bytes: Buffer,
  at: number,
  start: string,
  headers: Record<string, string>,
  answers: string | undefined,
  isAll: boolean,
): Parsed<Buffer> | undefined {
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(start)?.[1] ?? 0);
  const none = { message: Buffer.alloc(0), end: at };
  if (answers === 'HEAD' || status === 204 || status === 304 || (status >= 100 && status < 200)) return none;
  if (/\bchunked\b/i.test(headers['transfer-encoding'] ?? '')) return chunksAt(bytes, at);
  const length = headers['content-length'];
  if (length !== undefined) {
    const end = at + Number(length);
    return end <= bytes.length ? { message: bytes.subarray(at, end), end } : undefined;
  }
  if (status === 0) return none;
  return isAll ? { message: bytes.subarray(at), end: bytes.length } : undefined;
}

function chunksAt(bytes: Buffer, from: number): Parsed<Buffer> | undefined {
  const chunks: Buffer[] = [];
  for (let at = from; ; ) {
    const endOfLine = bytes.indexOf('\r\n', at);
    if (endOfLine < 0) return undefined;
    const size = Number.parseInt(bytes.toString('latin1', at, endOfLine), 16);
    if (Number.isNaN(size)) return undefined;
    const begin = endOfLine + 2;
    if (size === 0) {
      // Trailers, if any, end as a head does.
      const end = bytes.indexOf(END_OF_HEAD, endOfLine);
      return end < 0 ? undefined : { message: Buffer.concat(chunks), end: end + END_OF_HEAD.length };
    }
    if (begin + size + 2 > bytes.length) return undefined;
    chunks.push(bytes.subarray(begin, begin + size));
    at = begin + size + 2;
  }
}

const firstLine = (bytes: Buffer): string => {
  const end = bytes.indexOf('\r\n');
  return end < 0 ? '' : bytes.toString('latin1', 0, end);
};
