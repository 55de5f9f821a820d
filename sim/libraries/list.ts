/**
 * Which libraries are tried, and what is expected of each. An entry of each is a file in `entries/`, run as the process of
 * two hosts: it is told its role and its peer, and says `done` when the client has what it wanted.
 */

export interface Library {
  /** As the table calls it. */
  name: string;
  entry: string;
  /** Packages whose versions are told; without any it is a part of Node. */
  packages?: readonly string[];
  /** What it is refused for; where absent it must work. */
  refused?: string;
}

const library = (name: string, entry: string, packages: readonly string[] = [name]): Library => ({
  name,
  entry,
  packages,
});
const ofNode = (name: string, entry: string, refused?: string): Library => ({
  name,
  entry,
  ...(refused !== undefined && { refused }),
});

export const LIBRARIES: readonly Library[] = [
  library('express', 'express.mjs'),
  library('koa', 'koa.mjs'),
  library('NestJS', 'nest.ts', ['@nestjs/core', '@nestjs/platform-express']),
  library('fastify, with @fastify/compress', 'fastify.mjs', ['fastify', '@fastify/compress']),
  library('mongoose 8, default connection and `createConnection`', 'mongoose-8.mjs', ['mongoose-8']),
  library('mongoose 9, default connection and `createConnection`', 'mongoose-9.mjs', ['mongoose-9']),
  library('mongodb 6', 'mongodb-6.mjs', ['mongodb']),
  library('mongodb 7', 'mongodb-7.mjs', ['mongodb-7']),
  library('mongodb 7, by `mongodb+srv` and TLS', 'mongodb-srv.mjs', ['mongodb-7']),
  library('agenda', 'agenda.mjs'),
  library('emmett', 'emmett.mjs', ['@event-driven-io/emmett', '@event-driven-io/emmett-mongodb']),
  library('axios', 'axios.mjs'),
  library('got', 'got.mjs'),
  library('node-fetch', 'node-fetch.mjs'),
  ofNode('`fetch`', 'fetch.mjs'),
  library('undici, own and global dispatcher', 'undici.mjs', ['undici']),
  ofNode('`https`, with axios, got, undici, ws', 'https.mjs'),
  library('ws', 'ws.mjs'),
  ofNode('`WebSocket`', 'websocket.mjs'),
  library('socket.io', 'socket.io.mjs', ['socket.io', 'socket.io-client']),
  ofNode('`http2`', 'http2.mjs'),
  library('@grpc/grpc-js', 'grpc.mjs'),
  library('nanoid', 'nanoid.mjs'),
  library('uuid, v4 and v7', 'uuid.mjs', ['uuid-14']),
  library('jose', 'jose.mjs'),
  library('jsonwebtoken', 'jsonwebtoken.mjs'),
  library('bcryptjs', 'bcryptjs.mjs'),
  ofNode('`zlib`', 'zlib.mjs'),
  library('pino, synchronous', 'pino-sync.mjs', ['pino']),
  library('pino, asynchronous', 'pino-async.mjs', ['pino']),
  library('pino, by a transport', 'pino-transport.mjs', ['pino']),
  library('p-queue', 'p-queue.mjs'),
  ofNode('`AsyncLocalStorage`', 'async-local-storage.mjs'),
  library('ioredis, up to the Redis that is missing', 'ioredis.mjs', ['ioredis']),
  library('kafkajs, up to the Kafka that is missing', 'kafkajs.mjs', ['kafkajs']),
  ofNode('`Worker`', 'worker.mjs'),
  ofNode('`child_process`', 'child_process.mjs', 'child_process.spawn'),
  { ...library('bcrypt, a native addon', 'bcrypt.mjs', ['bcrypt']), refused: 'the native addon' },
  ofNode('unix sockets', 'unix-socket.mjs', 'the unix socket'),
  ofNode('`dgram`', 'dgram.mjs', 'dgram.createSocket'),
];
