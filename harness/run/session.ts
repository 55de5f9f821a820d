/** One run in its phases. Whatever happens, all that was started is stopped again. */
import { MongoClient } from 'mongodb';
import seedrandom from 'seedrandom';
import { ALL_COLLECTIONS, ensureCollections, seedProducts } from '../../services/common/collections.ts';
import { type LoadEnd, load } from '../load/index.ts';
import { type Database, openDatabase } from '../mongo/index.ts';
import { Chaos, type ChaosEvent, drawChaos } from '../stack/chaos.ts';
import { Stack } from '../stack/stack.ts';
import { defaultShape, makeWorkload, type Workload } from '../workload/index.ts';
import { assemble } from './assemble.ts';
import { CannotStart, type Progress, type RunOptions } from './options.ts';
import { lasting } from './quiet.ts';
import type { LoadResult } from './result.ts';
import { answers } from './target.ts';
import { answerOf, ORDERS, PRODUCTS, requestOf } from './traffic.ts';
import { atMost, interruptible } from './waiting.ts';
import { Watch } from './watch.ts';

export interface RunHooks {
  /** Ends the run early; what there is becomes the result. */
  signal: AbortSignal;
  say(line: string): void;
  onProgress(progress: Progress): void;
}

const SLICES_MOST = 300;
const PROGRESS_MS = 250;
const VIEWS_READY_WITHIN_MS = 20_000;
/** Quiet for so long is quiet for good: longer than a pause of any background work in the shop. */
const QUIET_FOR_MS = 1000;
const GRACE_MS = 3000;
/** Within the 5 s in which an interrupted run is gone. */
const INTERRUPTED_GRACE_MS = 1000;

/** Throws `CannotStart` if the shop or its database do not come up, or the run is aborted before it measures. */
export async function runLoad(options: RunOptions, hooks: RunHooks): Promise<LoadResult> {
  const session = new Session(options, hooks);
  try {
    await session.start();
    return await session.run();
  } finally {
    await session.stop();
  }
}

class Session {
  readonly #options: RunOptions;
  readonly #hooks: RunHooks;
  readonly #watch: Watch;
  readonly #workload: Workload;
  readonly #sliceMs: number;
  readonly #startedAt = new Date();
  #phase: Progress['phase'] = 'starting';
  #database: Database | undefined;
  #client: MongoClient | undefined;
  #stack: Stack | undefined;
  #broken: string | null = null;
  /** Ends the run early when going on makes no sense. */
  readonly #cut = new AbortController();
  readonly #over: AbortSignal;
  #ended = 0;
  #failed = 0;
  readonly #progress: NodeJS.Timeout;

  constructor(options: RunOptions, hooks: RunHooks) {
    this.#options = options;
    this.#hooks = hooks;
    this.#over = AbortSignal.any([hooks.signal, this.#cut.signal]);
    this.#sliceMs = Math.max(1000, Math.ceil(options.durationMs / SLICES_MOST / 1000) * 1000);
    this.#watch = new Watch(this.#sliceMs);
    this.#workload = drawWorkload(options, this.#startedAt);
    this.#progress = setInterval(() => this.#tell(), PROGRESS_MS);
  }

  async start(): Promise<void> {
    const { signal } = this.#hooks;
    try {
      await interruptible(this.#over, this.#bringUp());
    } catch (error) {
      if (signal.aborted) throw new CannotStart('stopped before anything was measured');
      throw new CannotStart(this.#broken ?? (error as Error).message);
    }
  }

  async run(): Promise<LoadResult> {
    const { signal } = this.#hooks;
    const chaos = this.#options.chaos ? this.#drawChaos() : [];
    const end = await this.#drive(chaos);
    this.#phase = 'settling';
    const { settleMs } = this.#options;
    const settled = await lasting(() => this.#watch.quiet.isQuiet || this.#watch.failure !== null, {
      forMs: QUIET_FOR_MS,
      withinMs: settleMs,
      signal: this.#over,
    });
    this.#phase = 'judging';
    if (!this.#over.aborted) {
      await this.#watch.caughtUp();
      this.#watch.judge.atEnd(this.#watch.nowMs());
    }
    return assemble({
      options: this.#options,
      startedAt: this.#startedAt,
      database: this.#database!,
      end,
      watch: this.#watch,
      chaos,
      settled,
      interrupted: signal.aborted,
      broken: this.#broken,
    });
  }

  async stop(): Promise<void> {
    this.#phase = 'stopping';
    clearInterval(this.#progress);
    const graceMs = this.#over.aborted ? INTERRUPTED_GRACE_MS : GRACE_MS;
    // A database that is away would be waited for; what is left undone then is of no use to anybody.
    await Promise.all([atMost(graceMs, this.#watch.stop()), this.#stack?.stop(graceMs)]);
    await atMost(graceMs, this.#client?.close());
    await this.#database?.stop();
  }

  async #bringUp(): Promise<void> {
    const { mongo, target, instances } = this.#options;
    this.#database = await openDatabase(mongo, this.#hooks.say);
    this.#hooks.say(`database: ${this.#database.description}`);
    void this.#database.ended?.then((how) => this.#onDatabaseEnded(how));
    this.#client = new MongoClient(this.#database.uri, {
      appName: 'groundhog-load',
      writeConcern: { w: 'majority' },
    });
    await ensureCollections(this.#client, ALL_COLLECTIONS);
    const products = this.#workload.products.map(({ product_id, initial_stock }) => ({
      product_id,
      stock: initial_stock,
    }));
    await seedProducts(this.#client, products);
    if (target) await Promise.all([...new Set(Object.values(target))].map(answers));
    else {
      this.#stack = new Stack({
        mongoUri: this.#database.uri,
        instances,
        portBase: 0,
        logLevel: 'error',
        onLine: () => {},
        onObservation: (instance, seen) => this.#watch.services.onObservation(instance, seen),
      });
      void this.#stack.failed.then((how) => {
        this.#broken ??= how;
      });
      await this.#stack.start();
    }
    await this.#watch.start(this.#client);
    const ready = await lasting(() => this.#watch.quiet.viewsBehind === 0, {
      forMs: 0,
      withinMs: VIEWS_READY_WITHIN_MS,
      signal: this.#over,
    });
    if (!ready)
      throw new CannotStart('the view does not show the products that were stocked: is a projector running?');
  }

  async #drive(chaosEvents: ChaosEvent[]): Promise<LoadEnd> {
    const { target, connections, timeoutMs, workers, warmupMs, durationMs, closed } = this.#options;
    const { arrivals } = this.#workload;
    const chaos = new Chaos(this.#stack?.services ?? [], (how) => {
      this.#broken ??= how;
    });
    this.#phase = 'warming up';
    const end = await load({
      pools: {
        [ORDERS]: target ? [target.orders] : this.#stack!.urlsOf('orchestrator'),
        [PRODUCTS]: target ? [target.products] : this.#stack!.urlsOf('projector'),
      },
      connections,
      requests: arrivals.map(requestOf),
      timeoutMs,
      workers,
      warmupMs,
      sliceMs: this.#sliceMs,
      ...(closed && { closed: { durationMs: warmupMs + durationMs } }),
      signal: this.#over,
      onStart: (zeroUs) => {
        this.#watch.begin(zeroUs);
        chaos.begin(chaosEvents.map((event) => ({ ...event, atMs: event.atMs - this.#watch.nowMs() })));
      },
      onOutcomes: (outcomes) => {
        if (this.#phase === 'warming up' && this.#watch.nowMs() >= 0) this.#phase = 'driving';
        for (const outcome of outcomes) {
          this.#ended++;
          if (outcome.failure !== null || outcome.status >= 500) this.#failed++;
          this.#watch.onAnswer(answerOf(arrivals[outcome.index]!, outcome));
        }
      },
    });
    if (this.#over.aborted) chaos.cancel();
    else await chaos.healed();
    return end;
  }

  /** Without its stores nothing can be judged, and every request fails. */
  #onDatabaseEnded(how: string): void {
    if (this.#phase === 'stopping') return;
    this.#broken ??= how;
    this.#watch.failure ??= how;
    if (this.#phase !== 'starting') this.#hooks.say(`${how}; the run ends here`);
    this.#cut.abort();
  }

  #drawChaos(): ChaosEvent[] {
    // The gateway stands for a bank: it fails by itself in other ways.
    const instances = this.#stack!.services.map(({ name }) => name).filter(
      (name) => !name.startsWith('gateway-'),
    );
    return drawChaos(instances, this.#options.durationMs, seedrandom(`${this.#options.seed}:chaos`));
  }

  #tell(): void {
    this.#hooks.onProgress({
      phase: this.#phase,
      atMs: this.#watch.nowMs(),
      ended: this.#ended,
      failed: this.#failed,
      violations: this.#watch.judge.violations.length,
      openOrders: this.#watch.quiet.openOrders,
    });
  }
}

/** Order ids begin with the time, so that runs on one database do not meet. */
function drawWorkload(options: RunOptions, startedAt: Date): Workload {
  const { seed, ratePerS, arrivals, durationMs, warmupMs, products } = options;
  const wholeMs = warmupMs + durationMs;
  const shape = {
    ...defaultShape,
    orders: Math.max(1, Math.round((ratePerS * wholeMs) / 1000)),
    durationMs: wholeMs,
    arrivals,
    products,
    clients: 1,
    orderPrefix: `L${startedAt.getTime().toString(36)}-`,
  };
  return makeWorkload(shape, seedrandom(`${seed}:workload`));
}
