/**
 * A connection to another member, over the network like any client's. It dials when it is needed, and gives
 * up on a connection, with all that is under way on it, as soon as one answer is late.
 */
import type net from 'node:net';
import { Timestamp } from 'bson';
import { decodeAt } from '../bson/decode.ts';
import { encode } from '../bson/encode.ts';
import { type Doc, isObject, toNumber } from '../bson/values.ts';
import { fromTimestamp, toTimestamp } from '../oplog/entry.ts';
import type { ClusterClock } from '../oplog/oplog.ts';
import { Frames } from '../wire/frames.ts';

const OP_MSG = 2013;
const MAX_REPLY_BYTES = 2 ** 31 - 1;
/** What wraps a stored document in a reply of ours nests it deeper than a client could. */
const EXTRA_DEPTH = -64;

/** The other member cannot be reached, did not answer in time, or refused. */
export class LinkError extends Error {}

export type Dial = (host: string, port: number) => net.Socket;

export class Link {
  private readonly dial: () => net.Socket;
  private readonly clock: ClusterClock;
  private socket: net.Socket | undefined;
  private readonly waiting = new Map<number, (outcome: Doc | LinkError) => void>();
  private nextId = 1;
  private closed = false;

  constructor(dial: () => net.Socket, clock: ClusterClock) {
    this.dial = dial;
    this.clock = clock;
  }

  /** How often it has dialled. */
  opened = 0;

  get isOpen(): boolean {
    return this.socket !== undefined;
  }

  get busy(): boolean {
    return this.waiting.size > 0;
  }

  /** The reply; rejects with LinkError after `timeoutMs`, or as soon as there can be none. */
  call(cmd: Doc, timeoutMs: number): Promise<Doc> {
    if (this.closed) return Promise.reject(new LinkError('closed'));
    return new Promise((resolve, reject) => {
      const id = this.nextId++;
      const timer = setTimeout(() => this.drop('no answer in time'), timeoutMs);
      this.waiting.set(id, (outcome) => {
        clearTimeout(timer);
        this.waiting.delete(id);
        if (outcome instanceof LinkError) reject(outcome);
        else resolve(outcome);
      });
      this.socket ??= this.open();
      this.socket.write(message(id, cmd, this.clock));
    });
  }

  close(): void {
    this.closed = true;
    this.drop('closed');
  }

  private open(): net.Socket {
    const socket = this.dial();
    this.opened++;
    const frames = new Frames(MAX_REPLY_BYTES);
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => {
      try {
        for (const frame of frames.push(chunk)) this.answered(frame);
      } catch (error) {
        if (this.socket === socket) this.drop((error as Error).message);
      }
    });
    const gone = (): void => {
      if (this.socket === socket) this.drop('the connection is gone');
    };
    socket.on('error', gone);
    socket.on('close', gone);
    return socket;
  }

  private answered(frame: Buffer): void {
    const settle = this.waiting.get(frame.readInt32LE(8));
    const { doc } = decodeAt(frame, 21, frame.length, EXTRA_DEPTH);
    const time = isObject(doc.$clusterTime) ? doc.$clusterTime.clusterTime : undefined;
    if (time instanceof Timestamp) this.clock.witness(fromTimestamp(time));
    settle?.(toNumber(doc.ok) === 1 ? doc : new LinkError(String(doc.errmsg)));
  }

  private drop(why: string): void {
    const { socket } = this;
    this.socket = undefined;
    socket?.destroy();
    for (const settle of [...this.waiting.values()]) settle(new LinkError(why));
  }
}

function message(id: number, cmd: Doc, clock: ClusterClock): Buffer {
  const body = encode({ ...cmd, $db: 'admin', $clusterTime: { clusterTime: toTimestamp(clock.last) } });
  const head = Buffer.alloc(21);
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE(id, 4);
  head.writeInt32LE(OP_MSG, 12);
  return Buffer.concat([head, body]);
}
