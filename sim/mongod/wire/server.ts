/**
 * Connections: each has its messages answered one after the other. A message that cannot be true, or that is no
 * BSON, ends its connection with a logged reason, and no other.
 */
import net from 'node:net';
import { InvalidBson } from '../bson/decode.ts';
import { dispatch } from '../commands/dispatch.ts';
import type { Connection } from '../commands/request.ts';
import type { Member } from '../member.ts';
import { Frames } from './frames.ts';
import { BadMessage, type Message, parseMessage, replyTo } from './message.ts';

/** How a client begins that would speak under TLS: nobody's first message is as long as that would say. */
const isTls = (first: Buffer): boolean => first[0] === 0x16 && first[1] === 3 && first[2]! <= 3;

/** Whether the other end is on this machine. */
const isLocal = ({ remoteAddress = '', localAddress }: net.Socket): boolean =>
  remoteAddress === localAddress || /^(::1$|(::ffff:)?127\.)/.test(remoteAddress);

export class Server {
  private readonly member: Member;
  private readonly sockets = new Set<net.Socket>();
  private readonly server: net.Server;
  private nextConnection = 1;
  private nextRequest = 1;

  constructor(member: Member) {
    this.member = member;
    this.server = net.createServer((socket) => this.accept(socket));
    member.hangUp = () => {
      for (const socket of this.sockets) socket.destroy();
    };
  }

  /** Resolves with the port once connections are taken. */
  listen(host: string, port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen({ host, port }, () => {
        this.server.off('error', reject);
        resolve((this.server.address() as net.AddressInfo).port);
      });
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      for (const socket of this.sockets) socket.destroy();
    });
  }

  private accept(socket: net.Socket): void {
    const id = this.nextConnection++;
    const connection: Connection = { id, local: isLocal(socket), users: [], sasl: undefined };
    this.sockets.add(socket);
    this.member.connections++;
    socket.setNoDelay(true);
    const queue: Message[] = [];
    let busy = false;
    const refuse = (error: unknown): void => {
      const known = error instanceof BadMessage || error instanceof InvalidBson;
      const reason = known ? error.message : String((error as Error).stack);
      this.member.log(known ? 'warn' : 'error', 'closing a connection: bad message', {
        connection: id,
        reason,
      });
      socket.destroy();
    };
    const drain = async (): Promise<void> => {
      busy = true;
      try {
        for (let message = queue.shift(); message && !socket.destroyed; message = queue.shift()) {
          await this.answer(stream, connection, message);
        }
      } catch (error) {
        const reason = (error as Error).stack ?? String(error);
        this.member.log('error', 'closing a connection: its command could not be answered', {
          connection: id,
          reason,
        });
        socket.destroy();
      }
      busy = false;
    };
    const frames = new Frames();
    let stream = socket;
    let isFirst = true;
    const hear = (chunk: Buffer): void => {
      const { secure } = this.member.options;
      if (secure && isFirst && isTls(chunk)) {
        socket.removeListener('data', hear);
        stream = secure(socket);
        stream.on('data', hear);
        stream.on('error', () => socket.destroy());
        socket.unshift(chunk);
        return;
      }
      isFirst = false;
      try {
        for (const frame of frames.push(chunk)) queue.push(parseMessage(frame));
      } catch (error) {
        refuse(error);
        return;
      }
      if (!busy) void drain();
    };
    socket.on('data', hear);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.sockets.delete(socket);
      this.member.connections--;
    });
  }

  private async answer(socket: net.Socket, connection: Connection, message: Message): Promise<void> {
    const { body } = message;
    let responseTo = message.requestId;
    for (;;) {
      const answer = await dispatch(this.member, body, connection, message.refused);
      if (answer === undefined) {
        socket.destroy();
        return;
      }
      if (message.silent || socket.destroyed) return;
      const streams = message.exhaust && answer.goesOn;
      const requestId = this.nextRequest++;
      socket.write(replyTo(message, responseTo, requestId, answer.bytes, streams));
      if (!streams) return;
      // The next reply answers as if the client had asked again, knowing what this one said.
      responseTo = requestId;
      if (body.topologyVersion !== undefined) {
        body.topologyVersion = {
          processId: this.member.topology.processId,
          counter: this.member.topology.counter,
        };
      }
    }
  }
}
