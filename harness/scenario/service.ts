/** A service of a scenario: how it is started, and what each of its instances is told. */

/** The scenario's own part of a plan: plain data, given back to its set-up and its services. */
export type Data = Record<string, unknown>;

export interface Service<D extends object = Data> {
  /** What it does, in a few words, for reports. */
  says?: string;
  /** The file that is run as `node entry` would: a path from the scenario's root. */
  entry: string;
  /**
   * The entry file of the version to come, in the simulator: a `rolling-deploy` replaces instance by instance with it, and the
   * next one with what was there before, so that for a while both run. Absent: what is deployed is the same again.
   */
  next?: string;
  /** Where it listens in the simulator; absent: it takes no requests. */
  port?: number;
  /** How many there may be, drawn by the seed: the middle more often than the ends. */
  instances: number | readonly [least: number, most: number];
  /** The environment an instance gets. */
  env(instance: Instance<D>): Record<string, string>;
  /**
   * What a watchdog asks by GET, such as `/health`: who does not answer it 2xx or 3xx in time, a few times over, is killed and
   * started again. Absent: nobody watches over it.
   */
  health?: string;
  /** Not of the system under test, but what it talks to: in a live run there is one, and chaos lets it be. */
  outside?: boolean;
  /** How an outside party behaves, in numbers that the scenario's faults make worse. */
  settings?(data: D): Record<string, number>;
  /** Asked of what is at a `--target` before anything else. */
  recognise?: Recognition;
}

/** What an instance is told about itself and the others. */
export interface Instance<D extends object = Data> {
  /** The service's name and a number from 1, such as `inventory-2`. */
  name: string;
  host: string;
  /** 0: it takes no requests. */
  port: number;
  mongoUri: string;
  /** Base URLs of all instances of a service. */
  urls(service: string): string[];
  data: D;
  settings: Record<string, number>;
  /** Where its log goes, line by line; absent: nobody reads it. */
  onLog?: ((line: string) => void) | undefined;
}

/** Of a service, what only it would answer to a GET: by that it is known, and nothing is written. */
export interface Recognition {
  path: string;
  status: number;
  /** Fields of the body that say so. */
  body?: Readonly<Record<string, unknown>>;
}
