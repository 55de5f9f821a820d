/**
 * The services of a scenario as processes of their own, each instance run as `node entry` would, on ports of loopback.
 *
 * | read            | for                                                              |
 * |-----------------|------------------------------------------------------------------|
 * | `service.ts`    | one instance: started, watched, killed and brought back           |
 * | `child.ts`      | a process that never outlives us; `leash.ts` is its end of that   |
 * | `ports.ts`      | where they listen, and that they do                               |
 * | `observe.ts`    | loaded into a service to measure it from inside, unknown to it    |
 * | `chaos.ts`      | what is done to services on purpose, and when                     |
 * | `plant.ts`      | a planted bug, in real processes                                  |
 * | `model.ts`      | the database where no other is given                              |
 */
import path from 'node:path';
import type { Bug } from '../scenario/bug.ts';
import type { ScenarioFile } from '../scenario/load.ts';
import type { Data, Instance, Service as ServiceSpec } from '../scenario/scenario.ts';
import { type Ended, endedSentence } from './child.ts';
import type { Observation } from './observation.ts';
import { planting } from './plant.ts';
import { freePort } from './ports.ts';
import { Service } from './service.ts';

export interface StackOptions {
  of: Pick<ScenarioFile, 'scenario' | 'root'>;
  /** What the workload came with. */
  data: Data;
  mongoUri: string;
  /** Processes of each service, as far as it allows so many. */
  instances: number;
  /** Services listen from this port on, each with ten for its instances, or as many tens as they need; 0 gives each instance a free one. */
  portBase: number;
  /** Planted in all of them. */
  bug?: Bug | null;
  /** Gets each line the services write; absent: nobody reads them. */
  onLine?: ((instance: string, line: string) => void) | undefined;
  /** Gets each process that ended though nobody ended it. It is started again. */
  onDeath?(how: Ended): void;
  /** One that ended so is up again. */
  onBack?(instance: string): void;
  /** Measures every service from inside, and gets what was measured. */
  onObservation?(instance: string, observation: Observation): void;
}

const HOST = '127.0.0.1';
const PORTS_STEP = 10;

export class Stack {
  readonly services: Service[] = [];
  /** Says which process ended first, of those that nobody ended. */
  readonly failed: Promise<string>;
  readonly #options: StackOptions;
  readonly #byService = new Map<string, Service[]>();
  /** What each is started with. */
  #planted: ReturnType<typeof planting> = { preload: [], env: {} };
  #fail: (how: string) => void = () => {};
  #stopping = false;

  constructor(options: StackOptions) {
    this.#options = options;
    this.failed = new Promise((resolve) => {
      this.#fail = resolve;
    });
  }

  /** Resolves when all are up. Rejects with one line when one does not come up; `stop` then ends the others. */
  async start(): Promise<void> {
    const { of, bug } = this.#options;
    if (bug) this.#planted = planting(bug, of.root);
    const ports = await this.#ports();
    if (this.#stopping) throw new Error('stopped while starting');
    const urls = (service: string): string[] => urlsOf(service, ports);
    for (const [service, numbers] of ports)
      this.#byService.set(
        service,
        numbers.map((port, i) => this.#instance(service, `${service}-${i + 1}`, port, urls)),
      );
    this.services.push(...[...this.#byService.values()].flat());
    await Promise.all(this.services.map((service) => service.start()));
  }

  /** For what comes beside the services: so many ports after theirs; none where each has a free one. */
  nextPorts(count: number): number[] {
    const { of, instances, portBase } = this.#options;
    if (portBase === 0) return [];
    const counts = Object.values(of.scenario.services).map((service) => instancesOf(service, instances));
    const first = counts.reduce((next, own) => next + portsFor(own), portBase);
    return Array.from({ length: count }, (_, i) => first + i * PORTS_STEP);
  }

  /** Base URLs of all instances of a service; none when it takes no requests. */
  urlsOf(service: string): string[] {
    return (this.#byService.get(service) ?? []).flatMap(({ url }) => url ?? []);
  }

  /** How many processes of a service there are. */
  count(service: string): number {
    return this.#byService.get(service)?.length ?? 0;
  }

  /** Names of all instances that are of the system itself. */
  get own(): string[] {
    const { services } = this.#options.of.scenario;
    return [...this.#byService].flatMap(([service, instances]) =>
      services[service]!.outside ? [] : instances.map(({ name }) => name),
    );
  }

  /** Stops every process, also of a start under way. May be called again. */
  async stop(graceMs?: number): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.services.map((service) => service.stop(graceMs)));
  }

  /** Of every instance, by service; 0 for those that take no requests. */
  async #ports(): Promise<Map<string, number[]>> {
    const { of, instances, portBase } = this.#options;
    const ports = new Map<string, number[]>();
    const taken = new Set<number>();
    let first = portBase;
    for (const [name, service] of Object.entries(of.scenario.services)) {
      const numbers: number[] = [];
      const count = instancesOf(service, instances);
      for (let i = 0; i < count; i++) {
        if (service.port === undefined) numbers.push(0);
        else if (portBase === 0) numbers.push(await freePort(taken));
        else numbers.push(first + i);
      }
      first += portsFor(count);
      ports.set(name, numbers);
    }
    return ports;
  }

  #instance(service: string, name: string, port: number, urls: Instance['urls']): Service {
    const { of, data, mongoUri, onLine, onObservation, onDeath, onBack } = this.#options;
    const planted = this.#planted;
    const { entry, env, settings } = of.scenario.services[service]!;
    const write = onLine && ((line: string) => onLine(name, line));
    const instance: Instance = {
      ...{ name, host: HOST, port, mongoUri, urls, data, settings: settings?.(data) ?? {} },
      onLog: write,
    };
    return new Service({
      ...{ name, port, entry: path.resolve(of.root, entry), cwd: of.root, preload: planted.preload },
      env: { ...env(instance), ...planted.env },
      onLine: write ?? (() => {}),
      ...(onObservation && { onObservation: (seen: Observation) => onObservation(name, seen) }),
      onDeath: (how) => {
        onDeath?.(how);
        this.#fail(endedSentence(how));
      },
      ...(onBack && { onBack: () => onBack(name) }),
    });
  }
}

const portsFor = (count: number): number => Math.max(1, Math.ceil(count / PORTS_STEP)) * PORTS_STEP;

/** As many as asked for, within what the service allows; of an outside party there is one. */
export function instancesOf({ instances, outside }: ServiceSpec, asked: number): number {
  const [least, most] = typeof instances === 'number' ? [instances, instances] : instances;
  return outside ? 1 : Math.min(Math.max(asked, least), most);
}

function urlsOf(service: string, ports: ReadonlyMap<string, number[]>): string[] {
  const numbers = ports.get(service);
  if (!numbers) throw new Error(`there is no service '${service}' in the scenario`);
  if (numbers.includes(0)) throw new Error(`the service '${service}' takes no requests: it has no port`);
  return numbers.map((port) => `http://${HOST}:${port}`);
}
