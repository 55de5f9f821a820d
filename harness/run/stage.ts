/** What a run works with: the database, what is set up in it, and the services, started here or at a target. */
import { MongoClient } from 'mongodb';
import { type Database, openDatabase } from '../mongo/index.ts';
import type { ScenarioFile } from '../scenario/load.ts';
import type { Data } from '../scenario/scenario.ts';
import type { Service } from '../stack/service.ts';
import { Stack, type StackOptions } from '../stack/stack.ts';
import type { RunOptions } from './options.ts';
import { recognise } from './probe.ts';
import { SettingUp } from './setting-up.ts';
import { atMost } from './waiting.ts';

type Hearing = Pick<StackOptions, 'onLine' | 'onObservation' | 'onDeath' | 'onBack'>;

export class Stage {
  readonly #file: ScenarioFile;
  readonly #options: RunOptions;
  readonly #say: (line: string) => void;
  #database: Database | undefined;
  #client: MongoClient | undefined;
  #stack: Stack | undefined;
  #settingUp: SettingUp | undefined;
  /** How often each service was asked one by one. */
  readonly #turns = new Map<string, number>();

  constructor(file: ScenarioFile, options: RunOptions, say: (line: string) => void) {
    this.#file = file;
    this.#options = options;
    this.#say = say;
  }

  /** What is at a target is known before anything is written. `asked`: the services that requests go to. */
  async recogniseTarget(asked: readonly string[]): Promise<void> {
    const { target } = this.#options;
    if (!target) return;
    for (const service of asked) {
      const known = this.#file.scenario.services[service]!.recognise;
      if (known) await recognise(service, target[service]!, known);
    }
  }

  /** Throws `NoDatabase` when there is none to be had. */
  async openDatabase(): Promise<Database> {
    const database = await openDatabase(this.#options.mongo, this.#say, this.#file.scenario.database);
    this.#database = database;
    this.#say(`database: ${database.description}`);
    this.#client = new MongoClient(database.uri, {
      appName: 'groundhog-load',
      writeConcern: { w: 'majority' },
    });
    this.#settingUp = await SettingUp.of(this.#file.scenario);
    return database;
  }

  get database(): Database {
    return this.#database!;
  }

  get client(): MongoClient {
    return this.#client!;
  }

  /** May be done again, with what more is needed: what is there already is let be. */
  async setUp(data: Data): Promise<void> {
    await this.#settingUp!.run(this.client, data);
  }

  /** Starts the services, unless they run elsewhere. Rejects with one line when one does not come up. */
  async startServices(data: Data, hearing: Hearing): Promise<void> {
    const { target, instances, bug } = this.#options;
    if (target) return;
    const { uri: mongoUri } = this.database;
    this.#stack = new Stack({ of: this.#file, data, mongoUri, instances, portBase: 0, bug, ...hearing });
    await this.#stack.start();
    for (const [service, { outside }] of Object.entries(this.#file.scenario.services)) {
      const count = this.#stack.count(service);
      if (count !== instances && !outside)
        this.#say(`${service} ×${count}: its scenario allows no ${count < instances ? 'more' : 'fewer'}`);
    }
  }

  /** None when they run elsewhere. */
  get services(): readonly Service[] {
    return this.#stack?.services ?? [];
  }

  /** Names of the instances that are of the system itself. */
  get own(): string[] {
    return this.#stack?.own ?? [];
  }

  /** Processes of a service; null when they run elsewhere. */
  readonly instances = (service: string): number | null => this.#stack?.count(service) ?? null;

  urlsOf(service: string): string[] {
    const url = this.#options.target?.[service];
    return url !== undefined ? [url] : (this.#stack?.urlsOf(service) ?? []);
  }

  /** Each time the next of its instances. */
  readonly urlOf = (service: string): string => {
    const urls = this.urlsOf(service);
    const turn = this.#turns.get(service) ?? 0;
    this.#turns.set(service, turn + 1);
    return urls[turn % urls.length]!;
  };

  async stopServices(graceMs: number): Promise<void> {
    await this.#stack?.stop(graceMs);
  }

  async closeDatabase(graceMs: number): Promise<void> {
    await atMost(graceMs, this.#client?.close());
    await this.#database?.stop();
  }
}
