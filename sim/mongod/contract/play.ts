/** Plays a sequence on a server, by the driver's sessions and raw commands, and gives what was answered. */
import { type Document, ObjectId } from 'bson';
import { type ClientSession, type Db, MongoClient, MongoServerError } from 'mongodb';
import { normalise } from '../recordings/replay.ts';
import type { CommandStep, Step } from './step.ts';

/** Long enough for a server under load; a stream that has nothing more to give costs it. */
const DRAIN_TRIES = 20;
const AWAIT_MS = 250;
const CONNECT_WITHIN_MS = 5000;
/** Values keep their BSON types. */
const RAW = { promoteValues: false, promoteLongs: false, bsonRegExp: true };

/** A step that was not played, since it made no sense at that point. */
export const PASSED_OVER = '<passed over>';

/** One reply per step, as the server gave it. Throws where the connection fails. */
export async function play(uri: string, db: string, steps: readonly Step[]): Promise<unknown[]> {
  // A client of its own, so that no session has a number that an earlier sequence gave it.
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: CONNECT_WITHIN_MS });
  const player = new Player(client, client.db(db));
  try {
    const replies: unknown[] = [];
    for (const step of steps) replies.push(await player.play(step));
    return replies;
  } finally {
    await player.end();
  }
}

/** Without what differs between two servers that do the same. */
export function comparable(reply: unknown, db: string): unknown {
  return JSON.parse(JSON.stringify(normalise(withoutIds(reply))).replaceAll(db, '<db>'));
}

class Player {
  readonly #client: MongoClient;
  readonly #db: Db;
  readonly #sessions = new Map<string, ClientSession>();
  readonly #saved = new Map<string, unknown>();

  constructor(client: MongoClient, db: Db) {
    this.#client = client;
    this.#db = db;
  }

  async end(): Promise<void> {
    for (const session of this.#sessions.values()) {
      if (session.inTransaction()) await session.abortTransaction();
      await session.endSession();
    }
    await this.#db.dropDatabase();
    await this.#client.close();
  }

  async play(step: Step): Promise<unknown> {
    if ('cmd' in step) return this.#command(step);
    if ('drain' in step) return this.#drain(step.drain, step.events);
    const session = this.#session('start' in step ? step.start : 'commit' in step ? step.commit : step.abort);
    if (session.inTransaction() === 'start' in step) return PASSED_OVER;
    if ('start' in step) {
      const { readConcern: level } = step;
      session.startTransaction(level ? { readConcern: { level } } : {});
      return { ok: 1 };
    }
    return this.#reply(async () => {
      if ('commit' in step) await session.commitTransaction();
      else await session.abortTransaction();
      return { ok: 1 };
    });
  }

  async #command({ cmd, session = 'main', db, save, ddl }: CommandStep): Promise<unknown> {
    if (ddl && [...this.#sessions.values()].some((s) => s.inTransaction())) return PASSED_OVER;
    const on = db === 'admin' ? this.#client.db('admin') : this.#db;
    const command = substitute(cmd, this.#saved) as Document;
    const reply = await this.#reply(() => on.command(command, { ...RAW, session: this.#session(session) }));
    for (const [name, path] of Object.entries(save ?? {})) this.#saved.set(name, at(reply, path));
    return reply;
  }

  async #drain(name: string, count: number): Promise<unknown> {
    // What was there when a stream was resumed came at once.
    const events = (this.#saved.get(`${name}.first`) as unknown[] | undefined)?.slice() ?? [];
    this.#saved.delete(`${name}.first`);
    const [id, ns] = [this.#saved.get(name), this.#saved.get(`${name}.ns`)];
    const getMore = {
      getMore: id,
      collection: String(ns).split('.').slice(1).join('.'),
      maxTimeMS: AWAIT_MS,
    };
    for (let i = 0; i < DRAIN_TRIES && events.length < count; i++) {
      const reply = await this.#reply(() =>
        this.#db.command(getMore, { ...RAW, session: this.#session('main') }),
      );
      if (!reply.cursor) return [...events, reply];
      events.push(...reply.cursor.nextBatch);
    }
    for (const [i, event] of events.entries()) this.#saved.set(`${name}.${i}`, at(event, '_id'));
    return events;
  }

  async #reply(run: () => Promise<Document>): Promise<Document> {
    try {
      return await run();
    } catch (error) {
      if (error instanceof MongoServerError) return error.errorResponse;
      throw error;
    }
  }

  #session(name: string): ClientSession {
    let session = this.#sessions.get(name);
    if (!session) {
      session = this.#client.startSession({ causalConsistency: false });
      this.#sessions.set(name, session);
    }
    return session;
  }
}

function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((v, k) => (v as Document | undefined)?.[k], value);
}

const isPlain = (v: unknown): v is Document =>
  typeof v === 'object' && v !== null && Object.getPrototypeOf(v) === Object.prototype;

function substitute(v: unknown, saved: Map<string, unknown>): unknown {
  if (Array.isArray(v)) return v.map((x) => substitute(x, saved));
  if (!isPlain(v)) return v;
  if ('$var' in v) return saved.get(String(v.$var));
  return Object.fromEntries(Object.entries(v).map(([k, x]) => [k, substitute(x, saved)]));
}

/** No sequence makes an ObjectId: those there are were made by the server. */
function withoutIds(v: unknown): unknown {
  if (Array.isArray(v)) return v.map(withoutIds);
  if (v instanceof ObjectId) return '<ObjectId>';
  return isPlain(v) ? Object.fromEntries(Object.entries(v).map(([k, x]) => [k, withoutIds(x)])) : v;
}
