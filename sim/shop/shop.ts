/**
 * The shop as the simulator runs it: every host of the topology, what runs on each, and when it is at rest.
 *
 * This is the one place of the simulator that knows the shop. `hosts.ts` names the hosts, `client.ts` is the
 * code of those who order.
 */
import { Writable } from 'node:stream';
import { MongoClient } from 'mongodb';
import type { Answer, Change, Stores } from '../../harness/invariants/index.ts';
import type { Signal } from '../../harness/sometimes/index.ts';
import { ALL_COLLECTIONS, ensureCollections, seedProducts } from '../../services/common/collections.ts';
import type { RunningService, ServiceConfig } from '../../services/common/service.ts';
import { startGateway } from '../../services/gateway/index.ts';
import { startInventory } from '../../services/inventory/index.ts';
import { startOrchestrator } from '../../services/orchestrator/index.ts';
import { startPayment } from '../../services/payment/index.ts';
import { startProjector } from '../../services/projector/index.ts';
import type { Bank } from '../faults/bank.ts';
import { type CommittedEntry, startMember } from '../mongod/index.ts';
import type { Plan } from '../plan/plan.ts';
import { supervise } from '../world/supervisor.ts';
import type { World } from '../world/world.ts';
import { runClient } from './client.ts';
import { Members } from './databases.ts';
import { GATEWAY, hostsOf, MONGO_PORT, mongoUri, SERVICE_PORT, type ShopHosts, urlOf } from './hosts.ts';
import { RestWatch } from './rest.ts';

export interface ShopHooks {
  onChange(change: Change): void;
  onAnswer(answer: Answer): void;
  /** What happens below the services. */
  onSignal(signal: Signal): void;
  /** Absent: the services log nothing, which spares writing what nobody reads. */
  onLog?: ((atMs: number, line: string) => void) | undefined;
}

export class Shop {
  readonly hosts: ShopHosts;
  readonly members: Members;
  readonly #plan: Plan;
  readonly #world: World;
  readonly #bank: Bank;
  readonly #hooks: ShopHooks;
  readonly #uri: string;
  readonly #rest = new RestWatch();
  readonly #cold = new Set<string>();
  /** What is started once all before it has come up. */
  readonly #stages = [() => this.#startSetup(), () => this.#startServices()];
  readonly #busyClients = new Set<string>();
  #accepted = new Set<string>();
  #lastCommit = { clusterTime: 0n, index: 0 };

  constructor(plan: Plan, world: World, bank: Bank, hooks: ShopHooks) {
    this.#plan = plan;
    this.#world = world;
    this.#bank = bank;
    this.#hooks = hooks;
    this.hosts = hostsOf(plan.topology);
    this.#uri = mongoUri(this.hosts);
    this.members = new Members(world, this.hosts.databases);
    // Hosts get their numbers here, so that they do not depend on who starts first.
    for (const name of [...this.hosts.databases, ...this.hosts.services, ...this.hosts.clients, 'setup'])
      world.host(name);
  }

  /** Starts everything but the clients: the database, then what it holds, then the services. */
  start(): void {
    for (const name of this.hosts.databases) this.#startDatabase(name);
  }

  #startServices(): void {
    const { orchestrators, inventories, payments, projectors } = this.hosts;
    const inventoryUrls = inventories.map(urlOf);
    const paymentUrls = payments.map(urlOf);
    this.#startService(GATEWAY, (c) => startGateway({ ...c, behaviour: this.#bank.behaviour }));
    for (const name of inventories) this.#startService(name, startInventory);
    for (const name of payments)
      this.#startService(name, (c) => startPayment({ ...c, gatewayUrls: [urlOf(GATEWAY)] }));
    for (const name of orchestrators)
      this.#startService(name, (c) => startOrchestrator({ ...c, inventoryUrls, paymentUrls }));
    for (const name of projectors) this.#startService(name, startProjector);
  }

  isWarm(): boolean {
    return this.#cold.size === 0 && this.#stages.length === 0;
  }

  whatIsCold(): string {
    return [...this.#cold].join(', ');
  }

  /** Lets the clients in. */
  open(): void {
    this.hosts.clients.forEach((name, number) => {
      this.#busyClients.add(name);
      const host = this.#world.host(name);
      host.start(() =>
        runClient({
          name,
          arrivals: this.#plan.arrivals.filter((a) => a.client === number),
          orchestrators: this.hosts.orchestrators.map(urlOf),
          projectors: this.hosts.projectors.map(urlOf),
          nowMs: () => this.#world.nowMs,
          onAnswer: (answer) => this.#answered(answer),
          onDone: () => this.#busyClients.delete(name),
        }),
      );
    });
  }

  isQuiet(): boolean {
    return this.#busyClients.size === 0 && this.#rest.isAtRest();
  }

  whatIsOpen(): string {
    return [...this.#busyClients, ...this.#rest.open()].slice(0, 8).join(', ');
  }

  orderCounts(stores: Stores): { accepted: number; confirmed: number; rejected: number } {
    let confirmed = 0;
    let rejected = 0;
    for (const saga of stores.all('shop_db', 'sagas')) {
      if (saga.status === 'confirmed') confirmed++;
      if (saga.status === 'rejected') rejected++;
    }
    return { accepted: this.#accepted.size, confirmed, rejected };
  }

  #answered(answer: Answer): void {
    if (answer.kind === 'order' && answer.status === 202) this.#accepted.add(answer.key);
    this.#hooks.onAnswer(answer);
  }

  #startDatabase(name: string): void {
    const members = this.hosts.databases.map((m) => ({ host: m, port: MONGO_PORT }));
    const main = async () => {
      const member = await startMember({
        name,
        host: name,
        port: MONGO_PORT,
        replSet: 'rs0',
        members,
        disk: this.members.disk(name),
        onCommit: (entry) => this.#committed(entry),
        onHappening: this.#hooks.onSignal,
      });
      this.members.started(name, member.state);
    };
    this.#keepRunning(name, main);
  }

  /** Each member reports what it learns is committed; the first to know tells the judge. */
  #committed({ index, ...entry }: CommittedEntry): void {
    const last = this.#lastCommit;
    const { clusterTime } = entry;
    if (clusterTime < last.clusterTime || (clusterTime === last.clusterTime && index <= last.index)) return;
    this.#lastCommit = { clusterTime, index };
    const change = { atMs: this.#world.nowMs, ...entry };
    this.#rest.onChange(change);
    this.#hooks.onChange(change);
  }

  /** Indexes and products, as `scripts/init-mongo.js` makes them. */
  #startSetup(): void {
    const products = this.#plan.products.map((p) => ({ product_id: p.product_id, stock: p.initial_stock }));
    this.#keepRunning('setup', async () => {
      const client = new MongoClient(this.#uri, { writeConcern: { w: 'majority' } });
      await client.connect();
      await ensureCollections(client, ALL_COLLECTIONS);
      await seedProducts(client, products);
      await client.close();
    });
  }

  #startService(name: string, start: (config: ServiceConfig) => Promise<RunningService>): void {
    const { onLog } = this.#hooks;
    const stream = new Writable({
      decodeStrings: false,
      write: (line: string, _encoding, done) => {
        onLog?.(this.#world.nowMs, line);
        done();
      },
    });
    const level = onLog ? 'info' : 'silent';
    this.#keepRunning(name, () =>
      start({
        instance: name,
        host: name,
        port: SERVICE_PORT,
        mongoUri: this.#uri,
        log: { level, stream },
      }),
    );
  }

  #keepRunning(name: string, main: () => Promise<unknown>): void {
    this.#cold.add(name);
    supervise(this.#world.host(name), main, () => {
      if (this.#cold.delete(name) && this.#cold.size === 0) this.#stages.shift()?.();
    });
  }
}
