/** Three real members of the database in a world of their own, and a client that talks to each, for the tests of faults. */
import { startMember } from '../mongod/index.ts';
import type { Member } from '../mongod/member.ts';
import { Client } from '../mongod/recordings/client.ts';
import { openWorld } from '../open-world.ts';
import { Members } from '../system/databases.ts';
import { foreignInsert } from '../system/foreign.ts';
import { type FaultTools, faultKind, generalFaults } from './index.ts';

type Doc = Record<string, unknown>;

/** What a command came to: nothing as long as there is no answer. */
export interface Answer {
  reply?: Doc;
  lost?: Error;
}

const PORT = 27017;
const PATIENCE_US = 60_000_000;

export class DatabaseLab {
  readonly hosts = ['mongo-1', 'mongo-2', 'mongo-3'];
  readonly #opened = openWorld({ seed: 'database' });
  readonly world = this.#opened.world;
  readonly members = new Map<string, Member>();
  readonly tools: FaultTools;
  readonly #clients = new Map<string, Promise<Client>>();

  private constructor() {
    const databases = new Members(this.world, this.hosts);
    this.tools = {
      world: this.world,
      network: this.#opened.network,
      targets: { services: ['client'], databases: this.hosts, clients: [] },
      databases,
      host: (name) => this.world.host(name),
      strikes: () => {},
      impose: () => () => {},
      foreignInsert: foreignInsert(this.world, databases),
      setUpAgain: () => {},
      killSetUp: () => {},
      deploy: () => {},
      watch: () => () => {},
    };
    const members = this.hosts.map((host) => ({ host, port: PORT }));
    this.world.host('client').start(() => {});
    for (const name of this.hosts) {
      const host = this.world.host(name);
      host.start(async () => {
        const options = { name, host: name, port: PORT, replSet: 'rs0', members, disk: databases.disk(name) };
        const { state } = await startMember(options);
        databases.started(name, state);
        this.members.set(name, state);
      });
    }
  }

  /** A set with a primary whose log all members have. */
  static async start(): Promise<DatabaseLab> {
    const lab = new DatabaseLab();
    await lab.until(() => lab.primary !== undefined);
    await lab.write(lab.primary!, 'before');
    await lab.until(() => lab.hosts.every((name) => lab.has(name, 'before')));
    return lab;
  }

  get primary(): string | undefined {
    return this.tools.databases.primary();
  }

  /** Puts a fault in force; the function returned ends it. */
  inject(kind: string, params: object): () => void {
    return faultKind(generalFaults, kind).inject(params, this.tools);
  }

  async until(test: () => boolean): Promise<void> {
    const ending = await this.world.run(test, this.world.nowUs + PATIENCE_US);
    if (ending !== 'done')
      throw new Error(`it did not come to that: ${ending}`, { cause: this.world.failure });
  }

  async pass(ms: number): Promise<void> {
    const untilMs = this.world.nowMs + ms;
    this.world.after(ms, 'pass', () => {});
    await this.until(() => this.world.nowMs >= untilMs);
  }

  /** Sends a command to a member, over the connection of its own that the client keeps. */
  send(name: string, cmd: Doc, db = 't'): Answer {
    const answer: Answer = {};
    this.world.at(this.world.nowUs, this.world.host('client'), 'send', '', () => {
      const known = this.#clients.get(name) ?? Client.connect(PORT, name);
      this.#clients.set(name, known);
      known
        .then((client) => client.command(db, cmd))
        .then(
          (reply) => Object.assign(answer, { reply }),
          (lost) => {
            this.#clients.delete(name);
            Object.assign(answer, { lost });
          },
        );
    });
    return answer;
  }

  /** Sends a command and waits for what comes of it. */
  async ask(name: string, cmd: Doc, db = 't'): Promise<Answer> {
    const answer = this.send(name, cmd, db);
    await this.until(() => answer.reply !== undefined || answer.lost !== undefined);
    return answer;
  }

  write(name: string, id: string, more: Doc = {}): Promise<Answer> {
    return this.ask(name, { insert: 'c', documents: [{ _id: id }], ...more });
  }

  /** Whether the member holds the document now, committed or not. */
  has(name: string, id: string): boolean {
    return this.members.get(name)?.engine.store.get('t.c')?.byId(id) !== undefined;
  }

  others(name: string): string[] {
    return this.hosts.filter((host) => host !== name);
  }

  close(): Promise<void> {
    return this.#opened.close();
  }
}
