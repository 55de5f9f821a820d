/**
 * A scenario as the simulator runs it: every host of the topology, what runs on each, and when all is at rest.
 *
 * `hosts.ts` names the hosts, `client.ts` is the code of those who ask, `databases.ts` the members of the database,
 * `settings.ts` how outside parties behave, `by-call.ts` starts and ends services that are no processes, `wiretap.ts`
 * hears what goes to services, `foreign.ts` writes what no service did.
 */
import { MongoClient } from 'mongodb';
import { StillRest } from '../../harness/scenario/still-rest.js';
import { startMember } from '../mongod/index.js';
import { startProcess } from '../node/process/index.js';
import { takeBelieved } from '../node/tls/index.js';
import { supervise } from '../world/supervisor.js';
import { startByCall } from './by-call.js';
import { runClient } from './client.js';
import { Members } from './databases.js';
import { hostsOf, MONGO_PORT, mongoUri, nameReplicaSet } from './hosts.js';
import { Settings } from './settings.js';
/** The host of what prepares the database. */
const SETUP = 'setup';
export class System {
    hosts;
    members;
    settings = new Settings();
    scenario;
    /** Where services listen. */
    ports;
    #loaded;
    #plan;
    #world;
    #network;
    #hooks;
    #uri;
    #rest;
    #services = new Map();
    #cold = new Set();
    /** What is started once all before it has come up. */
    #stages = [() => this.#startSetup(), () => this.#startServices()];
    #busyClients = new Set();
    #lastCommit = { clusterTime: 0n, index: 0 };
    constructor(loaded, plan, world, network, hooks) {
        const { scenario } = loaded;
        this.scenario = scenario;
        this.ports = new Set(Object.values(scenario.services).flatMap(({ port }) => port ?? []));
        this.#loaded = loaded;
        this.#network = network;
        this.#plan = plan;
        this.#world = world;
        this.#hooks = hooks;
        this.hosts = hostsOf(plan.topology);
        this.#uri = mongoUri(this.hosts);
        this.#rest = scenario.rest?.() ?? new StillRest(() => world.nowMs);
        this.members = new Members(world, this.hosts.databases);
        for (const [service, names] of this.hosts.byService)
            for (const name of names)
                this.#services.set(name, service);
        for (const [name, { settings }] of Object.entries(scenario.services))
            this.settings.add(name, settings?.(plan.data) ?? {});
        nameReplicaSet(network.names, this.hosts);
        // Hosts get their numbers here, so that they do not depend on who starts first.
        for (const name of [...this.hosts.databases, ...this.hosts.services, ...this.hosts.clients, SETUP])
            world.host(name);
    }
    /** Starts everything but the clients: the database, then what it holds, then the services. */
    start() {
        for (const name of this.hosts.databases)
            this.#startDatabase(name);
    }
    isWarm() {
        return this.#cold.size === 0 && this.#stages.length === 0;
    }
    whatIsCold() {
        return [...this.#cold].join(', ');
    }
    /** Lets the clients in. */
    open() {
        this.hosts.clients.forEach((name, number) => {
            this.#busyClients.add(name);
            this.#world.host(name).start(() => runClient({
                name,
                requests: this.#plan.requests.filter(({ client }) => client === number),
                urls: (service) => this.#urls(service),
                nowMs: () => this.#world.nowMs,
                onAnswer: this.#hooks.onAnswer,
                onDone: () => this.#busyClients.delete(name),
            }));
        });
    }
    isQuiet() {
        return this.#busyClients.size === 0 && this.#rest.isAtRest;
    }
    whatIsOpen() {
        return [...this.#busyClients, ...this.#rest.open()].slice(0, 8).join(', ');
    }
    /** The service that a host runs on a port. */
    serviceOn({ name }, port) {
        const service = this.#services.get(name);
        return service !== undefined && this.scenario.services[service].port === port ? service : undefined;
    }
    #startDatabase(name) {
        const members = this.hosts.databases.map((m) => ({ host: m, port: MONGO_PORT }));
        const main = async () => {
            const member = await startMember({
                name,
                host: name,
                port: MONGO_PORT,
                replSet: 'rs0',
                members,
                disk: this.members.disk(name),
                secure: takeBelieved,
                onCommit: (entry) => this.#committed(entry),
                onHappening: this.#hooks.onSignal,
            });
            this.members.started(name, member.state);
        };
        this.#keepRunning(name, main);
    }
    /** Each member reports what it learns is committed; the first to know tells the judge. */
    #committed({ index, ...entry }) {
        const last = this.#lastCommit;
        const { clusterTime } = entry;
        if (clusterTime < last.clusterTime || (clusterTime === last.clusterTime && index <= last.index))
            return;
        this.#lastCommit = { clusterTime, index };
        const change = { atMs: this.#world.nowMs, ...entry };
        this.#rest.onChange(change);
        this.#hooks.onChange(change);
    }
    #startSetup() {
        this.#keepRunning(SETUP, async () => {
            const client = new MongoClient(this.#uri, { writeConcern: { w: 'majority' } });
            await client.connect();
            await (this.#loaded.shared?.setup ?? this.scenario.setup)?.(client, this.#plan.data);
            await client.close();
        });
    }
    #startServices() {
        for (const [service, names] of this.hosts.byService)
            for (const name of names)
                this.#startService(name, service);
    }
    #startService(name, service) {
        const { onLog } = this.#hooks;
        const { port = 0, env } = this.scenario.services[service];
        const instance = {
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
        const program = this.#loaded.programs.get(service);
        const write = instance.onLog ?? (() => { });
        const options = { env: env(instance), cwd: this.#loaded.root, stdout: write, stderr: write };
        this.#keepRunning(name, async () => {
            const ended = startProcess(host, program, options);
            // Its entry may await for good, as that of a worker does: it is up when it listens, or at once.
            const up = port === 0 ? undefined : this.#network.listening(host, port);
            await Promise.race([ended, up]);
            await up;
        });
    }
    #keepRunning(name, main) {
        this.#cold.add(name);
        const host = this.#world.host(name);
        host.onUp.add(() => {
            if (this.#cold.delete(name) && this.#cold.size === 0)
                this.#stages.shift()?.();
        });
        supervise(host, main);
    }
    #urls(service) {
        const names = this.hosts.byService.get(service);
        if (!names)
            throw new Error(`there is no service '${service}' in the scenario '${this.scenario.name}'`);
        const { port } = this.scenario.services[service];
        if (port === undefined)
            throw new Error(`the service '${service}' takes no requests: it has no port`);
        return names.map((name) => `http://${name}:${port}`);
    }
}
