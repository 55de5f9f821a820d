/** Three projects as people write them: Express and Mongoose in CommonJS, Fastify and the driver in TypeScript, Koa. */

/** Routers of their own under a prefix, models in files of their own, settings by dotenv. */
export const todos: Readonly<Record<string, string>> = {
  'package.json': `{
  "name": "todo-backend",
  "version": "1.2.0",
  "private": true,
  "main": "src/server.js",
  "scripts": { "start": "node src/server.js", "dev": "nodemon src/server.js", "test": "jest" },
  "dependencies": { "cors": "2.8.5", "dotenv": "16.4.5", "express": "5.1.0", "mongoose": "8.19.0", "morgan": "1.10.0" }
}
`,
  '.env.example': `PORT=5000
MONGODB_URI=mongodb://localhost:27017/todos
API_KEY=change-me
`,
  'src/server.js': `const mongoose = require('mongoose');
const app = require('./app');

const port = process.env.PORT || 5000;

mongoose
  .connect(process.env.MONGODB_URI)
  .then(() => {
    app.listen(port, () => console.log(\`listening on \${port}\`));
  })
  .catch((err) => {
    console.error(err);
    process.exit(1);
  });
`,
  'src/app.js': `const express = require('express');
const todos = require('./routes/todos');
const lists = require('./routes/lists');

const app = express();
app.use(express.json());

app.get('/health', (req, res) => res.json({ ok: true }));
app.use('/api/todos', todos);
app.use('/api/lists', lists);

app.use((err, req, res, next) => {
  console.error(err.message);
  if (err.name === 'ValidationError') return res.status(400).json({ error: err.message });
  if (err.name === 'CastError') return res.status(404).json({ error: 'not found' });
  res.status(500).json({ error: 'internal error' });
});

module.exports = app;
`,
  'src/models/todo.js': `const mongoose = require('mongoose');

const todoSchema = new mongoose.Schema(
  {
    title: { type: String, required: true, trim: true },
    done: { type: Boolean, default: false },
    priority: { type: Number, min: 1, max: 5, default: 3 },
    list: { type: mongoose.Schema.Types.ObjectId, ref: 'List' },
  },
  { timestamps: true },
);

module.exports = mongoose.model('Todo', todoSchema);
`,
  'src/models/list.js': `const { Schema, model } = require('mongoose');

const listSchema = new Schema({
  name: { type: String, required: true, unique: true },
  color: { type: String, enum: ['red', 'green', 'blue'], default: 'red' },
});

module.exports = model('List', listSchema);
`,
  'src/routes/todos.js': `const router = require('express').Router();
const Todo = require('../models/todo');

router.get('/', async (req, res) => {
  res.json(await Todo.find().sort({ createdAt: -1 }).limit(50));
});

router.post('/', async (req, res) => {
  const { title, priority } = req.body;
  const todo = await Todo.create({ title, priority });
  res.status(201).json(todo);
});

router.get('/:id', async (req, res) => {
  const todo = await Todo.findById(req.params.id);
  if (!todo) return res.status(404).json({ error: 'not found' });
  res.json(todo);
});

router.patch('/:id', async (req, res) => {
  const todo = await Todo.findByIdAndUpdate(req.params.id, req.body, { new: true });
  if (!todo) return res.status(404).json({ error: 'not found' });
  res.json(todo);
});

router.delete('/:id', async (req, res) => {
  await Todo.findByIdAndDelete(req.params.id);
  res.sendStatus(204);
});

module.exports = router;
`,
  'src/routes/lists.js': `const router = require('express').Router();
const List = require('../models/list');

router.get('/', async (req, res) => res.json(await List.find()));

router.post('/', async (req, res, next) => {
  try {
    const list = new List(req.body);
    await list.save();
    res.status(201).json(list);
  } catch (err) {
    if (err.code === 11000) return res.status(409).json({ error: 'exists' });
    next(err);
  }
});

module.exports = router;
`,
};

/** Plugins under a prefix, a schema for the environment and for bodies, a unique index of two fields. */
export const bookings: Readonly<Record<string, string>> = {
  'package.json': `{
  "name": "@acme/bookings",
  "version": "0.3.1",
  "private": true,
  "type": "module",
  "scripts": { "dev": "tsx watch src/index.ts", "build": "tsc", "start": "node dist/index.js" },
  "dependencies": { "@fastify/cors": "11.1.0", "fastify": "5.6.1", "mongodb": "6.20.0", "zod": "4.1.12" },
  "devDependencies": { "tsx": "4.20.6", "typescript": "5.9.3", "@types/node": "22.18.8" }
}
`,
  'tsconfig.json': `{ "compilerOptions": { "target": "es2022", "module": "nodenext", "outDir": "dist", "rootDir": "src", "strict": true, "skipLibCheck": true }, "include": ["src"] }
`,
  'src/config.ts': `import { z } from 'zod';

const schema = z.object({
  PORT: z.coerce.number().default(8080),
  HOST: z.string().default('0.0.0.0'),
  DATABASE_URL: z.string(),
  DB_NAME: z.string().default('bookings'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn']).default('info'),
});

export const config = schema.parse(process.env);
`,
  'src/db.ts': `import { MongoClient } from 'mongodb';
import { config } from './config.js';

export interface Booking {
  _id: string;
  room: string;
  day: string;
  guest: string;
  createdAt: Date;
}

const client = new MongoClient(config.DATABASE_URL);
export const db = client.db(config.DB_NAME);
export const bookings = db.collection<Booking>('bookings');

export async function connect() {
  await client.connect();
  await bookings.createIndex({ room: 1, day: 1 }, { unique: true });
}
export const close = () => client.close();
`,
  'src/routes.ts': `import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { MongoServerError } from 'mongodb';
import { bookings } from './db.js';

const bookingBody = {
  type: 'object',
  required: ['room', 'day', 'guest'],
  properties: {
    room: { type: 'string', minLength: 1 },
    day: { type: 'string', format: 'date' },
    guest: { type: 'string' },
  },
} as const;

export async function routes(app: FastifyInstance) {
  app.post<{ Body: { room: string; day: string; guest: string } }>('/bookings', { schema: { body: bookingBody } }, async (request, reply) => {
    const { room, day, guest } = request.body;
    const booking = { _id: randomUUID(), room, day, guest, createdAt: new Date() };
    try {
      await bookings.insertOne(booking);
    } catch (error) {
      if (error instanceof MongoServerError && error.code === 11000) return reply.code(409).send({ error: 'taken' });
      throw error;
    }
    return reply.code(201).send(booking);
  });

  app.get<{ Params: { id: string } }>('/bookings/:id', async (request, reply) => {
    const booking = await bookings.findOne({ _id: request.params.id });
    return booking ?? reply.code(404).send({ error: 'no such booking' });
  });

  app.get('/bookings', async () => bookings.find().limit(100).toArray());

  app.delete<{ Params: { id: string } }>('/bookings/:id', async (request, reply) => {
    await bookings.deleteOne({ _id: request.params.id });
    return reply.code(204).send();
  });
}
`,
  'src/index.ts': `import cors from '@fastify/cors';
import Fastify from 'fastify';
import { config } from './config.js';
import { close, connect } from './db.js';
import { routes } from './routes.js';

const app = Fastify({ logger: { level: config.LOG_LEVEL } });
await app.register(cors);
await app.register(routes, { prefix: '/v1' });
app.get('/healthz', async () => ({ status: 'ok' }));

await connect();
await app.listen({ port: config.PORT, host: config.HOST });

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    await app.close();
    await close();
    process.exit(0);
  });
}
`,
};

/** A router with a prefix, its entry by `main`, what it needs by default. */
export const guestbook: Readonly<Record<string, string>> = {
  'package.json': `{
  "name": "guestbook",
  "version": "1.0.0",
  "private": true,
  "scripts": { "start": "NODE_ENV=production node ." },
  "main": "lib/index.js",
  "dependencies": { "koa": "3.0.1", "@koa/router": "14.0.0", "koa-bodyparser": "4.4.1", "mongoose": "8.19.0" }
}
`,
  Dockerfile: `FROM node:20
WORKDIR /app
COPY . .
RUN npm ci
ENV PORT=3001
EXPOSE 3001
CMD ["node", "lib/index.js"]
`,
  'lib/index.js': `'use strict';
const Koa = require('koa');
const bodyParser = require('koa-bodyparser');
const mongoose = require('mongoose');
const router = require('./router');

const { PORT = 3000, MONGO_URL = 'mongodb://127.0.0.1/guestbook' } = process.env;

async function main() {
  await mongoose.connect(MONGO_URL);
  const app = new Koa();
  app.use(bodyParser());
  app.use(router.routes());
  app.use(router.allowedMethods());
  app.listen(PORT);
  console.log('up on', PORT);
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
`,
  'lib/entry.js': `'use strict';
const { Schema, model } = require('mongoose');

const entrySchema = new Schema({
  author: { type: String, required: true },
  text: { type: String, required: true, maxlength: 500 },
  at: { type: Date, default: Date.now },
}, { collection: 'entries' });

module.exports = model('Entry', entrySchema);
`,
  'lib/router.js': `'use strict';
const Router = require('@koa/router');
const Entry = require('./entry');

const router = new Router({ prefix: '/entries' });

router.get('/', async (ctx) => {
  ctx.body = await Entry.find().sort('-at').limit(20).lean();
});

router.post('/', async (ctx) => {
  const { author, text } = ctx.request.body;
  const entry = await Entry.create({ author, text });
  ctx.status = 201;
  ctx.body = entry;
});

router.del('/:id', async (ctx) => {
  await Entry.deleteOne({ _id: ctx.params.id });
  ctx.status = 204;
});

module.exports = router;
`,
};
