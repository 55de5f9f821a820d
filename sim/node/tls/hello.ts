/**
 * What goes over the wire before what is said: a hello each way, or an alert. Each is a record as TLS has them (a type, a
 * version, a length), so that who speaks plainly to one who does not is told apart by its first byte.
 */

export interface ClientHello {
  servername: string | undefined;
  /** What it would speak, best first. */
  alpn: string[];
  /** Its certificates in base64, its own first. */
  chain: string[];
}

export interface ServerHello {
  alpn: string | false;
  chain: string[];
  /** It is the simulator's own, and to be believed without a certificate. */
  isBelieved: boolean;
}

export interface Alert {
  alert: string;
}

const HANDSHAKE = 0x16;
const ALERT = 0x15;
const HEAD_BYTES = 5;

const record = (type: number, content: object): Buffer => {
  const body = Buffer.from(JSON.stringify(content));
  const head = Buffer.from([type, 3, 3, body.length >> 8, body.length & 255]);
  return Buffer.concat([head, body]);
};

export const helloRecord = (hello: ClientHello | ServerHello): Buffer => record(HANDSHAKE, hello);
export const alertRecord = (alert: string): Buffer => record(ALERT, { alert });

export interface Received {
  /** Undefined while more has to come. */
  content?: ClientHello | ServerHello | Alert;
  /** What came after the record. */
  rest?: Buffer;
  /** It is no record: the other side speaks plainly. */
  isPlain?: true;
}

/** Looks for one record at the beginning. */
export function readRecord(bytes: Buffer): Received {
  if (bytes.length === 0) return {};
  if (bytes[0] !== HANDSHAKE && bytes[0] !== ALERT) return { isPlain: true };
  if (bytes.length < HEAD_BYTES) return {};
  const end = HEAD_BYTES + bytes.readUInt16BE(3);
  if (bytes.length < end) return {};
  try {
    const content = JSON.parse(bytes.toString('utf8', HEAD_BYTES, end));
    return { content, rest: bytes.subarray(end) };
  } catch {
    return { isPlain: true };
  }
}
