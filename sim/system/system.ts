/**
 * A scenario as the simulator runs it: every host of the topology, what runs on each, and when all is at rest.
 *
 * `hosts.ts` names the hosts, `client.ts` is the code of those who ask, `databases.ts` the members of the database,
 * `settings.ts` how outside parties behave, `by-call.ts` starts and ends services that are no processes, `cold.ts` knows
 * what keeps one from coming up, `watchdog.ts` kills who does not say that it is well, `wiretap.ts` hears what goes to
 * services, `foreign.ts` writes what no service did.
 */
import { MongoClient } from 'mongodb';
import type { Answer, Change, LogLine } from '../../harness/invariants/index.ts';
import { uriAs } from '../../harness/mongo/users.ts';
import type { PlannedRequest } from '../../harness/scenario/request.ts';
import type { Instance, Rest, Scenario, Shared } from '../../harness/scenario/scenario.ts';
import { StillRest } from '../../harness/scenario/still-rest.ts';
import type { Signal } from '../../harness/sometimes/index.ts';
import { type CommittedEntry, type MemberLine, startMember, type WriteId } from '../mongod/index.ts';
import type { Network } from '../network/network.ts';
import { type Program, startProcess } from '../node/process/index.ts';
import { takeBelieved } from '../node/tls/index.ts';
import type { Plan } from '../plan/plan.ts';
import type { Exit, Host } from '../world/host.ts';
import { Pace } from '../world/pace.ts';
import { supervise } from '../world/supervisor.ts';
import type { World } from '../world/world.ts';
import { startByCall } from './by-call.ts';
import { runClient } from './client.ts';
import { Cold } from './cold.ts';
import { Members } from './databases.ts';
import { hostsOf, MONGO_PORT, mongoUri, nameReplicaSet, type SystemHosts } from './hosts.ts';
import { Settings } from './settings.ts';
import { type Patience, runWatchdog } from './watchdog.ts';

/** A scenario with its code in memory: of each service either a start function or a program. */
export interface Loaded {
  scenario: Scenario;
  /** Where programs are run from. */
  root: string;
  shared: Shared | undefined;
  programs: ReadonlyMap<string, Program>;
  /** Of the versions to come, where there are any. */
  nextPrograms: ReadonlyMap<string, Program>;
}

export interface SystemHooks {
  /** `write`: that of the client's session that it belongs to, if it does. */
  onChange(change: Change, write: WriteId | undefined): void;
  onAnswer(answer: Answer): void;
  /** A request of the plan was sent, and told this status; 0 when no answer came. */
  onAttempt(request: PlannedRequest, status: number): void;
  /** What happens below the services. */
  onSignal(signal: Signal): void;
  /** A process of a service ended, by itself or by a signal, so long after it was asked to. */
  onExit(process: string, service: string, exit: Exit, afterAskedMs: number | null): void;
  /** Absent: the services log nothing, which spares writing what nobody reads. */
  onLog?: ((log: LogLine) => void) | undefined;
  /** What the members of the database log, if anybody reads it. */
  onMember?: ((member: string, line: MemberLine) => void) | undefined;
}

/** The host of what prepares the database. */
const SETUP = 'setup';
/** The host of who comes once all is at rest. */
const VISITOR = 'visitor';
/** The host of who watches over services. */
const WATCHDOG = 'watchdog';
/** Between what the visitor asks. */
const VISITS_APART_MS = 2;

export class System {
  readonly hosts: SystemHosts;
  readonly members: Members;
  readonly settings = new Settings();
  readonly scenario: Scenario;
  /** Where services listen. */
  readonly ports: ReadonlySet<number>;
  readonly #loaded: Loaded;
  readonly #plan: Plan;
  readonly #world: World;
  readonly #network: Network;
  readonly #hooks: SystemHooks;
  readonly #uri: string;
  readonly #rest: Rest;
  readonly #services = new Map<string, string>();
  readonly #cold = new Cold();
  /** What is started once all before it has come up. */
  readonly #stages = [() => this.#startSetup(), () => this.#startServices()];
  /** Until the database is there, nothing is to be set up. */
  #runSetup: () => void = () => {};
  #wasWarm = false;
  /** Hosts that run the version to come. */
  readonly #next = new Set<string>();
  readonly #busyClients = new Set<string>();
  #lastCommit = { clusterTime: 0n, index: 0 };

  constructor(loaded: Loaded, plan: Plan, world: World, network: Network, hooks: SystemHooks) {
    const { scenario } = loaded;
    this.scenario = scenario;
    this.ports = new Set(Object.values(scenario.services).flatMap(({ port }) => port ?? []));
    this.#loaded = loaded;
    this.#network = network;
    this.#plan = plan;
    this.#world = world;
    this.#hooks = hooks;
    this.hosts = hostsOf(plan.topology);
    this.#uri = uriAs(mongoUri(this.hosts), scenario.database?.users?.[0]);
    this.#rest = scenario.rest?.() ?? new StillRest(() => world.nowMs);
    this.members = new Members(world, this.hosts.databases);
    for (const [service, names] of this.hosts.byService)
      for (const name of names) this.#services.set(name, service);
    for (const [name, { settings }] of Object.entries(scenario.services))
      this.settings.add(name, settings?.(plan.data) ?? {});
    nameReplicaSet(network.names, this.hosts);
    // Hosts get their numbers here, so that they do not depend on who starts first.
    const { databases, services, clients } = this.hosts;
    for (const name of [...databases, ...services, ...clients, SETUP, VISITOR, WATCHDOG]) world.host(name);
    for (const name of this.hosts.services) world.host(name).pace = new Pace();
  }

  /** Starts everything but the clients: the database, then what it holds, then the services. */
  start(): void {
    for (const name of this.hosts.databases) this.#startDatabase(name);
  }

  isWarm(): boolean {
    return this.#wasWarm;
  }

  whatIsCold(): string {
    return this.#cold.toString();
  }

  /** Whether it runs a service, and is no client. */
  isService({ name }: Host): boolean {
    return this.#services.has(name);
  }

  isDatabase({ name }: Host): boolean {
    return this.hosts.databases.includes(name);
  }

  /** Lets the clients in. */
  open(): void {
    this.hosts.clients.forEach((name, number) => {
      this.#ask(
        name,
        this.#plan.requests.filter(({ client }) => client === number),
        this.#hooks.onAttempt,
      );
    });
  }

  /** Asks what the scenario asks of what is at rest. */
  visit(): void {
    const { data, requests } = this.#plan;
    const asked = this.scenario.atRest?.(data, requests) ?? [];
    if (asked.length === 0) return;
    const visits = asked.map((one, i) => ({ ...one, retry: true, client: 0, atMs: i * VISITS_APART_MS }));
    this.#ask(VISITOR, visits, () => {});
  }

  #ask(name: string, requests: readonly PlannedRequest[], onAttempt: SystemHooks['onAttempt']): void {
    this.#busyClients.add(name);
    this.#world.host(name).start(() =>
      runClient({
        ...{ name, requests, onAttempt },
        urls: (service) => this.#urls(service),
        nowMs: () => this.#world.nowMs,
        onAnswer: this.#hooks.onAnswer,
        onDone: () => this.#busyClients.delete(name),
      }),
    );
  }

  isQuiet(): boolean {
    return this.#busyClients.size === 0 && this.#cold.size === 0 && this.#rest.isAtRest;
  }

  whatIsOpen(): string {
    const open = [...this.#busyClients, ...this.#rest.open()].slice(0, 8).join(', ');
    if (this.#cold.size === 0) return open;
    return `${open}${open === '' ? '' : '; '}not up: ${this.#cold}`;
  }

  /** What starts on that host from now on is the service's other version, where it has one. */
  deploy(name: string): void {
    if (this.#loaded.nextPrograms.has(this.#services.get(name)!) && !this.#next.delete(name))
      this.#next.add(name);
  }

  /** From its beginning, at once, wherever it was. */
  setUpAgain(): void {
    this.#world.host(SETUP).crash(true);
    this.#runSetup();
  }

  /** Where it is not done, wherever it is: it begins again. */
  killSetUp(): void {
    if (this.#cold.has(SETUP)) this.#world.host(SETUP).crash(false);
  }

  /** A watchdog over all that say how their health is asked for, in place of one there is. The function returned sends it away. */
  watch(patience: Patience, onKill: (name: string) => void): () => void {
    const dog = this.#world.host(WATCHDOG);
    const watched = [...this.hosts.byService].flatMap(([service, names]) => {
      const { health, port } = this.scenario.services[service]!;
      return health === undefined
        ? []
        : names.map((name) => ({ name, url: `http://${name}:${port}${health}` }));
    });
    dog.crash(true);
    dog.start(() =>
      runWatchdog(watched, patience, (name) => {
        // It is not the watchdog's code that ends another process.
        this.#world.after(0, 'watchdog', () => {
          onKill(name);
          this.#world.host(name).signal('SIGKILL');
        });
      }),
    );
    const life = dog.incarnation;
    return () => {
      if (dog.incarnation === life) dog.crash(true);
    };
  }

  /** The service that a host runs on a port. */
  serviceOn({ name }: Host, port: number): string | undefined {
    const service = this.#services.get(name);
    return service !== undefined && this.scenario.services[service]!.port === port ? service : undefined;
  }

  #startDatabase(name: string): void {
    const { onMember } = this.#hooks;
    const { users } = this.scenario.database ?? {};
    const members = this.hosts.databases.map((m) => ({ host: m, port: MONGO_PORT }));
    const main = async () => {
      const member = await startMember({
        name,
        host: name,
        port: MONGO_PORT,
        replSet: 'rs0',
        serverVersion: this.#plan.serverVersion,
        ...(users && { users }),
        members,
        disk: this.members.disk(name),
        upsertGapMs: this.members.upsertGapMs(name),
        secure: takeBelieved,
        onCommit: (entry) => this.#committed(entry),
        onHappening: this.#hooks.onSignal,
        ...(onMember && { log: (line) => onMember(name, line) }),
      });
      this.members.started(name, member.state);
    };
    this.#keepRunning(name, main);
  }

  /** Each member reports what it learns is committed; the first to know tells the judge. */
  #committed({ index, writeId, ...entry }: CommittedEntry): void {
    const last = this.#lastCommit;
    const { clusterTime } = entry;
    if (clusterTime < last.clusterTime || (clusterTime === last.clusterTime && index <= last.index)) return;
    this.#lastCommit = { clusterTime, index };
    const change = { atMs: this.#world.nowMs, ...entry };
    this.#rest.onChange(change);
    this.#hooks.onChange(change, writeId);
  }

  #startSetup(): void {
    this.#runSetup = this.#keepRunning(SETUP, async () => {
      const client = new MongoClient(this.#uri, { writeConcern: { w: 'majority' } });
      await client.connect();
      await (this.#loaded.shared?.setup ?? this.scenario.setup)?.(client, this.#plan.data);
      await client.close();
    });
  }

  #startServices(): void {
    for (const [service, names] of this.hosts.byService)
      for (const name of names) this.#startService(name, service);
  }

  #startService(name: string, service: string): void {
    const { onLog } = this.#hooks;
    const { port = 0, env } = this.scenario.services[service]!;
    const instance: Instance = {
      name,
      host: name,
      port,
      mongoUri: this.#uri,
      urls: (service) => this.#urls(service),
      data: this.#plan.data,
      settings: this.settings.of(service),
      onLog: onLog && ((line) => onLog({ atMs: this.#world.nowMs, process: name, line })),
    };
    const start = this.#loaded.shared?.start[service];
    const host = this.#world.host(name);
    host.onExit.add((exit) => this.#hooks.onExit(name, service, exit, host.afterAskedMs));
    if (start) {
      this.#keepRunning(name, () => startByCall(host, () => start(instance)));
      return;
    }
    const { programs, nextPrograms } = this.#loaded;
    const write = instance.onLog ?? (() => {});
    const stderr = (line: string) => {
      this.#cold.wrote(name, line);
      write(line);
    };
    const options = { env: env(instance), cwd: this.#loaded.root, stdout: write, stderr };
    this.#keepRunning(name, async () => {
      const version = this.#next.has(name) ? nextPrograms : programs;
      const ended = startProcess(host, version.get(service)!, options);
      // Its entry may await for good, as that of a worker does: it is up when it listens, or at once.
      const up = port === 0 ? undefined : this.#network.listening(host, port);
      await Promise.race([ended, up]);
      await up;
    });
  }

  /** The function returned starts it now, where it is down. */
  #keepRunning(name: string, main: () => Promise<unknown>): () => void {
    this.#cold.add(name);
    const host = this.#world.host(name);
    const service = this.#services.get(name);
    // Who takes no requests may be one that does its work and ends.
    const staysUp = service === undefined || this.scenario.services[service]!.port !== undefined;
    host.onExit.add((exit) => this.#cold.ended(name, exit));
    host.onUp.add(() => {
      if (!this.#cold.delete(name) || this.#cold.size > 0) return;
      this.#stages.shift()?.();
      this.#wasWarm ||= this.#cold.size === 0 && this.#stages.length === 0;
    });
    return supervise(host, () => {
      if (staysUp) host.onDeath.add(() => this.#cold.add(name));
      return main();
    });
  }

  #urls(service: string): string[] {
    const names = this.hosts.byService.get(service);
    if (!names) throw new Error(`there is no service '${service}' in the scenario '${this.scenario.name}'`);
    const { port } = this.scenario.services[service]!;
    if (port === undefined) throw new Error(`the service '${service}' takes no requests: it has no port`);
    return names.map((name) => `http://${name}:${port}`);
  }
}
