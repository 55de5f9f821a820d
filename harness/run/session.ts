/** One run in its phases. Whatever happens, all that was started is stopped again. */
import { MongoClient } from 'mongodb';
import seedrandom from 'seedrandom';
import type { ShopWorkload as Workload } from '../../scenarios/shop/workload/index.ts';
import { ALL_COLLECTIONS, ensureCollections, seedProducts } from '../../services/common/collections.ts';
import { type Database, openDatabase } from '../mongo/index.ts';
import { type ChaosEvent, drawChaos } from '../stack/chaos.ts';
import type { Ended } from '../stack/child.ts';
import { Stack } from '../stack/stack.ts';
import { assemble } from './assemble.ts';
import { deathOf } from './death.ts';
import { type Driven, type Driving, drawWorkload, drive } from './drive.ts';
import { isFailure } from './kinds.ts';
import { CannotStart, type Progress, type RunOptions } from './options.ts';
import { askForShop, probe } from './probe.ts';
import { comesToRest, lasting } from './quiet.ts';
import type { Death, LoadResult } from './result.ts';
import { LEAST_PER_S, type Schedule, steadyAt } from './schedule.ts';
import { type Found, foundWords, rateToTry, search, TRIES_MOST } from './search.ts';
import { ORDERS, PRODUCTS } from './traffic.ts';
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
/** A closed loop takes what comes; it has more than enough to send at this rate. */
const CLOSED_PER_S = 3000;
/** What was measured whole and is worth nothing is measured again only so often. */
const TRIED_AGAIN_MOST = 1;
/** The run's time counts. */
const MEASURED = new Set<Progress['phase']>(['driving', 'waiting', 'settling', 'judging']);
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
  readonly #sliceMs: number;
  readonly #startedAt = new Date();
  /** Of the run, each with names of its own. */
  #parts = 1;
  #phase: Progress['phase'] = 'starting';
  #ratePerS: number | null = null;
  #database: Database | undefined;
  #client: MongoClient | undefined;
  #stack: Stack | undefined;
  readonly #deaths: Death[] = [];
  readonly #broken: string[] = [];
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
    this.#progress = setInterval(() => this.#tell(), PROGRESS_MS);
  }

  async start(): Promise<void> {
    try {
      await interruptible(this.#over, this.#bringUp());
    } catch (error) {
      this.#stopIfOver();
      throw new CannotStart((error as Error).message);
    }
  }

  async run(): Promise<LoadResult> {
    const { signal } = this.#hooks;
    const chaos = this.#options.chaos ? this.#drawChaos() : [];
    const { ratePerS, closed } = this.#options;
    const { driven, found, rate } =
      closed || ratePerS !== null
        ? { driven: await this.#measure(ratePerS ?? CLOSED_PER_S, chaos), found: null, rate: ratePerS }
        : await this.#measureAtSoundRate(chaos);
    const { end, gauge } = driven;
    this.#phase = 'settling';
    const settled = await this.#rest();
    this.#phase = 'judging';
    if (!this.#over.aborted) {
      await this.#watch.caughtUp();
      this.#watch.judge.atEnd(this.#watch.nowMs());
    }
    return assemble({
      options: this.#options,
      startedAt: this.#startedAt,
      database: this.#database!,
      ratePerS: closed ? null : rate,
      search: found,
      soundPerS: found?.soundPerS ?? gauge.soundPerS,
      end,
      watch: this.#watch,
      chaos,
      settled,
      interrupted: signal.aborted,
      deaths: this.#deaths,
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
    const hint = (isOrders: boolean) =>
      isOrders
        ? '; say with --target where orders are taken'
        : '; say with --target-products where products are read';
    if (target) await askForShop(target, (asked) => hint(asked === 'orders'));
    this.#database = await openDatabase(mongo, this.#hooks.say);
    this.#hooks.say(`database: ${this.#database.description}`);
    void this.#database.ended?.then((how) => this.#onDatabaseEnded(how));
    this.#client = new MongoClient(this.#database.uri, {
      appName: 'groundhog-load',
      writeConcern: { w: 'majority' },
    });
    await ensureCollections(this.#client, ALL_COLLECTIONS);
    if (!target) {
      this.#stack = new Stack({
        mongoUri: this.#database.uri,
        instances,
        portBase: 0,
        logLevel: 'error',
        onLine: () => {},
        onObservation: (instance, seen) => this.#watch.services.onObservation(instance, seen),
        onDeath: (how) => this.#onDeath(how),
      });
      await this.#stack.start();
    }
    await this.#watch.start(this.#client);
    const prefix = this.#nextPrefix();
    const trial = drawWorkload(this.#options, steadyAt(LEAST_PER_S, 0, 1000), prefix);
    await this.#stock(trial);
    await probe(this.#pools, trial.products[0]!, prefix, (pool) => (target ? hint(pool === ORDERS) : ''));
  }

  /** Puts the products on the shelf, and waits until the view shows them. */
  async #stock({ products }: Workload): Promise<void> {
    await seedProducts(
      this.#client!,
      products.map(({ product_id, initial_stock }) => ({ product_id, stock: initial_stock })),
    );
    await this.#watch.caughtUp();
    const ready = await lasting(() => this.#watch.quiet.eventsBehind === 0, {
      forMs: 0,
      withinMs: VIEWS_READY_WITHIN_MS,
      signal: this.#over,
    });
    if (!ready && !this.#over.aborted)
      throw new CannotStart('the view does not show the products that were stocked: is a projector running?');
  }

  /** More and more is asked until something is too much. */
  async #ramp(schedule: Schedule): Promise<Found> {
    const workload = drawWorkload(this.#options, schedule, this.#nextPrefix());
    await this.#stock(workload);
    this.#phase = 'finding a rate';
    const { gauge } = await drive({
      ...this.#driving(workload),
      schedule,
      warmupMs: schedule.rampMs,
      chaos: [],
      goOn: ({ limitedBy, soundPerS }) => {
        this.#ratePerS = soundPerS;
        return limitedBy === null;
      },
    });
    this.#phase = 'working off';
    await this.#rest();
    this.#stopIfOver();
    return { soundPerS: gauge.soundPerS, limitedBy: gauge.limitedBy };
  }

  /** Steps back from what was too much until the warm-up goes well, and measures there. */
  async #measureAtSoundRate(chaos: ChaosEvent[]) {
    const found = await search((schedule) => this.#ramp(schedule));
    let lateTries = 0;
    for (let attempt = 0; ; attempt++) {
      const rate = rateToTry(found.soundPerS, attempt);
      this.#hooks.say(`${foundWords(found)}; measuring at ${rate}/s`);
      const last = attempt >= TRIES_MOST - 1;
      const driven = await this.#measure(rate, chaos, last);
      const spoilt = driven.cut ? driven.gauge.limitedBy : this.#late(driven, lateTries++);
      if (spoilt === null) return { driven, found, rate };
      this.#hooks.say(`${rate}/s was too much after all: ${spoilt}`);
      this.#phase = 'working off';
      await this.#rest();
      this.#stopIfOver();
    }
  }

  /** The machine had other things to do for a while: worth another try, but not for ever. */
  #late({ end }: Driven, tried: number): string | null {
    const lagMs = end.recorder.sendLag.percentileUs(99) / 1000;
    if (lagMs <= this.#options.maxSendLagMs || tried >= TRIED_AGAIN_MOST || this.#over.aborted) return null;
    return `the driver was ${Math.round(lagMs)} ms late`;
  }

  /** `insist`: also if it turns out to be too much in the warm-up. */
  async #measure(ratePerS: number, chaos: ChaosEvent[], insist = true): Promise<Driven> {
    const { closed, warmupMs, durationMs } = this.#options;
    this.#ratePerS = closed ? null : ratePerS;
    const schedule = closed
      ? { ...steadyAt(ratePerS, 0, warmupMs + durationMs) }
      : steadyAt(ratePerS, warmupMs, durationMs);
    const workload = drawWorkload(this.#options, schedule, this.#nextPrefix());
    await this.#stock(workload);
    this.#watch.rewind();
    this.#phase = 'warming up';
    return drive({
      ...this.#driving(workload),
      ...{ schedule, warmupMs, chaos },
      ...(closed && { closedMs: warmupMs + durationMs }),
      goOn: ({ limitedBy }) => insist || limitedBy === null,
    });
  }

  #driving(workload: Workload): Omit<Driving, 'schedule' | 'warmupMs' | 'chaos' | 'goOn'> {
    return {
      options: this.#options,
      pools: this.#pools,
      watch: this.#watch,
      services: this.#stack?.services ?? [],
      workload,
      sliceMs: this.#sliceMs,
      signal: this.#over,
      onOutcome: ({ failure, status }) => {
        if (failure === 'unfinished') return;
        this.#ended++;
        if (isFailure(failure ?? String(status))) this.#failed++;
      },
      onBroken: (how) => this.#broken.push(how),
    };
  }

  get #pools(): Record<string, string[]> {
    const { target } = this.#options;
    return {
      [ORDERS]: target ? [target.orders] : this.#stack!.urlsOf('orchestrator'),
      [PRODUCTS]: target ? [target.products] : this.#stack!.urlsOf('projector'),
    };
  }

  /** Begins with the time, so that runs on one database do not meet; and goes on, so that no part of a run does. */
  #nextPrefix(): string {
    return `L${this.#startedAt.getTime().toString(36)}.${this.#parts++}-`;
  }

  /** Whether the shop came to rest; null when it cannot be known. */
  async #rest(): Promise<boolean | null> {
    const { quiet } = this.#watch;
    const isBlind = () => this.#watch.failure !== null;
    const rests = await comesToRest(() => (isBlind() ? 0 : quiet.left), {
      forMs: QUIET_FOR_MS,
      stillMs: this.#options.settleMs,
      signal: this.#over,
    });
    return isBlind() || this.#over.aborted ? null : rests;
  }

  /** Throws when the run was ended before it measured anything. */
  #stopIfOver(): void {
    if (this.#hooks.signal.aborted) throw new CannotStart('stopped before anything was measured');
    if (this.#over.aborted) throw new CannotStart(this.#deaths[0]!.sentence);
  }

  #onDeath(how: Ended): void {
    if (this.#phase === 'stopping') return;
    const runMs = this.#runMs();
    const death = deathOf(how, runMs);
    this.#deaths.push(death);
    if (this.#phase !== 'starting') this.#hooks.say(death.sentence);
    // Whatever would be measured from here on is lost already.
    if (runMs === null || runMs < 0) this.#endHere('with nothing measured yet');
  }

  /** The run's time, negative in the warm-up; null before that. */
  #runMs(): number | null {
    const runMs = this.#watch.nowMs();
    if (MEASURED.has(this.#phase)) return runMs;
    return this.#phase === 'warming up' && runMs >= -this.#options.warmupMs ? runMs : null;
  }

  /** Without its stores nothing can be judged, and every request fails. */
  #onDatabaseEnded(how: Ended): void {
    if (this.#phase === 'stopping') return;
    this.#onDeath(how);
    this.#watch.failure ??= `${how.name} was gone`;
    this.#endHere('without its database');
  }

  #endHere(why: string): void {
    if (this.#cut.signal.aborted) return;
    if (this.#phase !== 'starting') this.#hooks.say(`${why} the run ends here`);
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
    if (this.#phase === 'warming up' && this.#watch.nowMs() >= 0) this.#phase = 'driving';
    if (this.#phase === 'driving' && this.#watch.nowMs() > this.#options.durationMs) this.#phase = 'waiting';
    this.#hooks.onProgress({
      phase: this.#phase,
      atMs: this.#watch.nowMs(),
      ratePerS: this.#ratePerS,
      ended: this.#ended,
      failed: this.#failed,
      violations: this.#watch.judge.violations.length,
      openOrders: this.#watch.quiet.openOrders,
    });
  }
}
