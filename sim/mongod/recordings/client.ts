/** A minimal client: OP_MSG over TCP, one command at a time or several under way, no driver and no session of its own. */
import net from 'node:net';
import { deserialize, serialize } from 'bson';
import type { Doc } from '../bson/values.ts';
import { Frames } from '../wire/frames.ts';

interface Waiter {
  resolve(reply: Doc): void;
  reject(error: Error): void;
}

export class Client {
  private readonly socket: net.Socket;
  private readonly waiting = new Map<number, Waiter>();
  private next = 1;

  private constructor(socket: net.Socket) {
    this.socket = socket;
    const frames = new Frames();
    socket.on('data', (chunk: Buffer) => {
      for (const frame of frames.push(chunk)) {
        const id = frame.readInt32LE(8);
        const waiter = this.waiting.get(id);
        this.waiting.delete(id);
        // Values keep their BSON types, as the recordings compare them.
        waiter?.resolve(deserialize(frame.subarray(21), { promoteValues: false, bsonRegExp: true }));
      }
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      for (const waiter of this.waiting.values()) waiter.reject(new Error('connection closed'));
      this.waiting.clear();
    });
  }

  static connect(port: number, host = '127.0.0.1'): Promise<Client> {
    return new Promise((resolve, reject) => {
      const socket = net.connect({ host, port }, () => resolve(new Client(socket)));
      socket.once('error', reject);
    });
  }

  command(db: string, cmd: Doc): Promise<Doc> {
    if (this.socket.destroyed) return Promise.reject(new Error('connection closed'));
    const id = this.next++;
    const body = serialize({ ...cmd, $db: db }, { ignoreUndefined: true });
    const head = Buffer.alloc(21);
    head.writeInt32LE(21 + body.length, 0);
    head.writeInt32LE(id, 4);
    head.writeInt32LE(2013, 12);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.socket.write(Buffer.concat([head, body]));
    });
  }

  /** Sends bytes as they are. */
  raw(bytes: Buffer): void {
    this.socket.write(bytes);
  }

  get closed(): boolean {
    return this.socket.destroyed;
  }

  close(): void {
    this.socket.destroy();
  }
}
