/** What a test works on, by name: clients that listen, databases, collections, sessions, buckets, results. */
import { type ClientSession, type Db, GridFSBucket, MongoClient, ReadPreference } from 'mongodb';
import type { Doc } from './format.ts';
import type { Known } from './match.ts';

/** An event of a client, as `expectEvents` names them. */
export interface Observed {
  kind: string;
  event: Doc;
}

/** What a client told of: what was asked for of it, in the order in which it came. */
interface Watched {
  events: Observed[];
  /** Lines of the driver's log. */
  lines: Doc[];
  /** Each is called at every event. */
  waiting: Set<() => void>;
}

/** Long enough for a reply to stand in its line whole. */
const LONGEST_LOGGED = 10_000;

/** A client that failed to reach its server need not wait the usual half second to look again. */
const LOOK_AGAIN_MS = 50;

export class Entities implements Known {
  readonly #uri: string;
  readonly #byId = new Map<string, unknown>();
  readonly #sessionIds = new Map<string, unknown>();
  readonly #clients: MongoClient[] = [];
  readonly #sessions: ClientSession[] = [];
  readonly #open: { close(): Promise<unknown> }[] = [];
  readonly #watched = new Map<string, Watched>();

  constructor(uri: string) {
    this.#uri = uri;
  }

  entity(id: string): unknown {
    if (!this.#byId.has(id)) throw new Error(`there is no entity ${id}`);
    return this.#byId.get(id);
  }

  sessionId(id: string): unknown {
    return this.#sessionIds.get(id);
  }

  observed(client: string): readonly Observed[] {
    return this.#watched.get(client)?.events ?? [];
  }

  logged(client: string): readonly Doc[] {
    return this.#watched.get(client)?.lines ?? [];
  }

  /** Resolves once the client has told so often of such an event. */
  async happened(client: string, kind: string, count: number): Promise<void> {
    const { events, waiting } = this.#watched.get(client)!;
    const has = () => events.filter((observed) => observed.kind === kind).length >= count;
    while (!has())
      await new Promise<void>((resolve) => {
        const look = () => {
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
      });
  }

  set(id: string, value: unknown): void {
    this.#byId.set(id, value);
  }

  /** A stream or cursor is closed with the test, saved under a name or not. */
  keep(cursor: { close(): Promise<unknown> }): void {
    this.#open.push(cursor);
  }

  async create(definitions: readonly Doc[]): Promise<void> {
    for (const definition of definitions) {
      const [[kind, about]] = Object.entries(definition) as [[string, Doc]];
      this.set(about.id, await this.#made(kind, about));
    }
  }

  async close(): Promise<void> {
    for (const cursor of this.#open) await cursor.close();
    for (const session of this.#sessions) await session.endSession();
    for (const client of this.#clients) await client.close();
  }

  async #made(kind: string, about: Doc): Promise<unknown> {
    switch (kind) {
      case 'client':
        return this.#client(about);
      case 'database':
        return (this.entity(about.client) as MongoClient).db(
          about.databaseName,
          options(about.databaseOptions),
        );
      case 'collection':
        return (this.entity(about.database) as Db).collection(
          about.collectionName,
          options(about.collectionOptions),
        );
      case 'session':
        return this.#session(about);
      case 'bucket':
        return new GridFSBucket(this.entity(about.database) as Db, options(about.bucketOptions));
      default:
        throw new Error(`the runner has no entity of kind ${kind}`);
    }
  }

  async #client(about: Doc): Promise<MongoClient> {
    // Of several hosts it is no URL.
    const [hosts, query] = this.#uri.split('?');
    const params = new URLSearchParams(query);
    for (const [name, value] of Object.entries(about.uriOptions ?? {})) params.set(name, String(value));
    const watched: Watched = { events: [], lines: [], waiting: new Set() };
    this.#watched.set(about.id, watched);
    const client = new MongoClient(`${hosts}?${params}`, {
      monitorCommands: true,
      minHeartbeatFrequencyMS: LOOK_AGAIN_MS,
      ...(about.serverApi && { serverApi: about.serverApi }),
      ...(about.observeLogMessages && {
        mongodbLogComponentSeverities: about.observeLogMessages,
        mongodbLogMaxDocumentLength: LONGEST_LOGGED,
        mongodbLogPath: { write: (line) => watched.lines.push(line) },
      }),
    });
    this.#clients.push(client);
    // Fail points are how the test reaches into the server, not what it does.
    const ignored = new Set<string>([...(about.ignoreCommandMonitoringEvents ?? []), 'configureFailPoint']);
    for (const kind of about.observeEvents ?? [])
      client.on(kind.slice(0, -'Event'.length), (event: Doc) => {
        if (ignored.has(event.commandName)) return;
        watched.events.push({ kind, event: snapshot(event) as Doc });
        for (const look of watched.waiting) look();
      });
    await client.connect();
    return client;
  }

  #session(about: Doc): ClientSession {
    const { defaultTransactionOptions, ...rest } = about.sessionOptions ?? {};
    const session = (this.entity(about.client) as MongoClient).startSession({
      ...rest,
      ...(defaultTransactionOptions && { defaultTransactionOptions: options(defaultTransactionOptions) }),
    });
    this.#sessions.push(session);
    this.#sessionIds.set(about.id, session.id);
    return session;
  }
}

/** As it was: the driver goes on to change what it has told of. */
function snapshot(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snapshot);
  if (typeof value !== 'object' || value === null || '_bsontype' in value) return value;
  if (value instanceof Date || value instanceof RegExp || ArrayBuffer.isView(value)) return value;
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  return Object.fromEntries(entries.map(([name, item]) => [name, snapshot(item)]));
}

/** Options as the driver takes them. */
export function options(from: Doc | undefined): Doc {
  if (from?.readPreference === undefined) return from ?? {};
  const { mode, tagSets, ...rest } = from.readPreference;
  return { ...from, readPreference: new ReadPreference(mode, tagSets, rest) };
}
