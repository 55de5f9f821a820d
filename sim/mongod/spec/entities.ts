/** What a test works on, by name: clients that listen, databases, collections, sessions, buckets, results. */
import {
  type ChangeStream,
  type ClientSession,
  type Db,
  GridFSBucket,
  MongoClient,
  ReadPreference,
} from 'mongodb';
import type { Doc } from './format.ts';
import type { Known } from './match.ts';

/** A command event, as `expectEvents` names them. */
export interface Observed {
  kind: string;
  event: Doc;
}

const EVENTS = ['commandStarted', 'commandSucceeded', 'commandFailed'] as const;

/** A client that failed to reach its server need not wait the usual half second to look again. */
const LOOK_AGAIN_MS = 50;

export class Entities implements Known {
  readonly #uri: string;
  readonly #byId = new Map<string, unknown>();
  readonly #sessionIds = new Map<string, unknown>();
  readonly #clients: MongoClient[] = [];
  readonly #sessions: ClientSession[] = [];
  readonly #streams: ChangeStream[] = [];
  readonly #observed = new Map<string, Observed[]>();

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
    return this.#observed.get(client) ?? [];
  }

  set(id: string, value: unknown): void {
    this.#byId.set(id, value);
  }

  /** A stream is closed with the test, saved under a name or not. */
  keepStream(stream: ChangeStream): void {
    this.#streams.push(stream);
  }

  async create(definitions: readonly Doc[]): Promise<void> {
    for (const definition of definitions) {
      const [[kind, about]] = Object.entries(definition) as [[string, Doc]];
      this.set(about.id, await this.#made(kind, about));
    }
  }

  async close(): Promise<void> {
    for (const stream of this.#streams) await stream.close();
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
    const uri = new URL(this.#uri);
    for (const [name, value] of Object.entries(about.uriOptions ?? {}))
      uri.searchParams.set(name, String(value));
    const client = new MongoClient(uri.href, {
      monitorCommands: true,
      minHeartbeatFrequencyMS: LOOK_AGAIN_MS,
    });
    this.#clients.push(client);
    const observed: Observed[] = [];
    this.#observed.set(about.id, observed);
    // Fail points are how the test reaches into the server, not what it does.
    const ignored = new Set<string>([...(about.ignoreCommandMonitoringEvents ?? []), 'configureFailPoint']);
    for (const name of EVENTS) {
      const kind = `${name}Event`;
      if (!about.observeEvents?.includes(kind)) continue;
      client.on(name, (event: Doc) => {
        if (!ignored.has(event.commandName)) observed.push({ kind, event: snapshot(event) as Doc });
      });
    }
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
