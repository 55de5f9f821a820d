/**
 * The shop as real processes on loopback: `Stack.start` brings up every service in the order of who needs whom.
 *
 * | read            | for                                                              |
 * |-----------------|------------------------------------------------------------------|
 * | `service.ts`    | one service: started, watched, killed and brought back           |
 * | `child.ts`      | a process that never outlives us; `leash.ts` is its end of that   |
 * | `observe.ts`    | loaded into a service to measure it from inside, unknown to it    |
 * | `chaos.ts`      | what is done to services on purpose, and when                    |
 * | `model.ts`      | the database where no other is given                             |
 * | `dev.ts`        | the command for people                                           |
 */
import { type Ended, endedSentence } from './child.ts';
import type { Observation } from './observation.ts';
import { Service } from './service.ts';

export interface StackOptions {
  mongoUri: string;
  /** Processes of each service; the gateway, being the world outside, is one. */
  instances: number;
  /** Services listen from this port on; 0 gives each a free one. */
  portBase: number;
  logLevel: string;
  /** Gets each line the services log; default: to standard output. */
  onLine?(instance: string, line: string): void;
  /** Gets each process that ended though nobody ended it. */
  onDeath?(how: Ended): void;
  /** Measures every service from inside, and gets what was measured. */
  onObservation?(instance: string, observation: Observation): void;
}

export type ServiceName = 'gateway' | 'inventory' | 'payment' | 'projector' | 'orchestrator';

/** Each service has ten ports for its instances. */
const PORTS_PER_SERVICE = 10;
const PORT_ORDER: ServiceName[] = ['orchestrator', 'inventory', 'payment', 'projector', 'gateway'];

export class Stack {
  readonly services: Service[] = [];
  /** Says which process ended first, of those that nobody ended. */
  readonly failed: Promise<string>;
  readonly #options: StackOptions;
  #fail: (how: string) => void = () => {};
  #stopping = false;

  constructor(options: StackOptions) {
    this.#options = options;
    this.failed = new Promise((resolve) => {
      this.#fail = resolve;
    });
  }

  /** Resolves when all serve. Rejects with one line when one does not come up; `stop` then ends the others. */
  async start(): Promise<void> {
    const { instances } = this.#options;
    await Promise.all([
      this.#start('gateway', 1, ['--allow-behaviour']),
      this.#start('inventory', instances),
      this.#start('projector', instances),
    ]);
    await this.#start('payment', instances, ['--gateway', this.urlsOf('gateway').join()]);
    const inventory = ['--inventory', this.urlsOf('inventory').join()];
    const payment = ['--payment', this.urlsOf('payment').join()];
    await this.#start('orchestrator', instances, [...inventory, ...payment]);
  }

  /** Base URLs of all instances of a service. */
  urlsOf(service: ServiceName): string[] {
    return this.services.filter(({ name }) => name.startsWith(`${service}-`)).map(({ url }) => url);
  }

  /** Stops every process, also of a start under way. May be called again. */
  async stop(graceMs?: number): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.services.map((service) => service.stop(graceMs)));
  }

  async #start(name: ServiceName, count: number, args: string[] = []): Promise<void> {
    if (this.#stopping) throw new Error('stopped while starting');
    const { mongoUri, portBase, logLevel, onLine, onObservation, onDeath } = this.#options;
    const started = Array.from({ length: count }, (_, index) => {
      const instance = `${name}-${index + 1}`;
      const common = ['--instance', instance, '--mongo', mongoUri, '--log-level', logLevel];
      return new Service({
        name: instance,
        script: new URL(`../../services/${name}/main.ts`, import.meta.url),
        args: [...common, ...args],
        port: portBase === 0 ? 0 : portBase + PORT_ORDER.indexOf(name) * PORTS_PER_SERVICE + index,
        onLine: (line) => (onLine ? onLine(instance, line) : console.log(line)),
        ...(onObservation && { onObservation: (seen: Observation) => onObservation(instance, seen) }),
        onFailure: (how) => {
          onDeath?.(how);
          this.#fail(endedSentence(how));
        },
      });
    });
    this.services.push(...started);
    await Promise.all(started.map((service) => service.start()));
  }
}
