/** One run in its phases. Whatever happens, all that was started is stopped again. */
import seedrandom from 'seedrandom';
import type { ScenarioFile } from '../scenario/load.ts';
import type { PlannedRequest } from '../scenario/request.ts';
import { type ChaosEvent, drawChaos } from '../stack/chaos.ts';
import type { Ended } from '../stack/child.ts';
import { assemble } from './assemble.ts';
import { deathOf } from './death.ts';
import { type Driven, type Driving, drive } from './drive.ts';
import { isFailure } from './kinds.ts';
import { CannotStart, type Progress, type RunOptions } from './options.ts';
import { lap, probe } from './probe.ts';
import { comesToRest, lasting } from './quiet.ts';
import type { Death, LoadResult } from './result.ts';
import { type Schedule, steadyAt } from './schedule.ts';
import { type Found, foundWords, rateToTry, search, TRIES_MOST } from './search.ts';
import { Stage } from './stage.ts';
import { type Traits, traitsOf } from './traits.ts';
import { atMost, interruptible } from './waiting.ts';
import { Watch } from './watch.ts';
import { type Drawn, Workloads } from './workload.ts';

export interface RunHooks {
  /** Ends the run early; what there is becomes the result. */
  signal: AbortSignal;
  say(line: string): void;
  onProgress(progress: Progress): void;
}

const SLICES_MOST = 300;
const PROGRESS_MS = 250;
const SET_UP_RESTS_WITHIN_MS = 20_000;
/** Of the scenario's size: what is asked before a run and after it, one by one. */
const LAP_UNITS = 20;
/** Quiet for so long is quiet for good: longer than a pause of background work should be. */
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

/** Throws `CannotStart` if the services or their database do not come up, or the run is aborted before it measures. */
export async function runLoad(file: ScenarioFile, options: RunOptions, hooks: RunHooks): Promise<LoadResult> {
  const session = new Session(file, options, hooks);
  try {
    await session.start();
    return await session.run();
  } finally {
    await session.stop();
  }
}

class Session {
  readonly #file: ScenarioFile;
  readonly #traits: Traits;
  readonly #options: RunOptions;
  readonly #hooks: RunHooks;
  readonly #watch: Watch;
  readonly #sliceMs: number;
  readonly #startedAt = new Date();
  readonly #workloads: Workloads;
  readonly #stage: Stage;
  #phase: Progress['phase'] = 'starting';
  #ratePerS: number | null = null;
  readonly #deaths: Death[] = [];
  readonly #broken: string[] = [];
  /** Ends the run early when going on makes no sense. */
  readonly #cut = new AbortController();
  readonly #over: AbortSignal;
  #ended = 0;
  #failed = 0;
  readonly #progress: NodeJS.Timeout;

  constructor(file: ScenarioFile, options: RunOptions, hooks: RunHooks) {
    this.#file = file;
    this.#traits = traitsOf(file.scenario);
    this.#options = options;
    this.#hooks = hooks;
    this.#over = AbortSignal.any([hooks.signal, this.#cut.signal]);
    this.#sliceMs = Math.max(1000, Math.ceil(options.durationMs / SLICES_MOST / 1000) * 1000);
    this.#watch = new Watch(file.scenario, this.#sliceMs);
    const { seed, arrivals, connections: clients, settings } = options;
    this.#workloads = new Workloads(file.scenario, { seed, arrivals, clients, settings }, this.#startedAt);
    this.#stage = new Stage(file, options, hooks.say);
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
    const { end, gauge, drivenMs } = driven;
    this.#phase = 'settling';
    this.#watch.judge.onHeal(this.#watch.nowMs());
    const settled = (await this.#rest()) && (await this.#lap());
    this.#phase = 'judging';
    if (!this.#over.aborted) {
      await this.#watch.caughtUp();
      this.#watch.judge.atEnd(this.#watch.nowMs());
    }
    return assemble({
      file: this.#file,
      traits: this.#traits,
      instances: this.#stage.instances,
      options: this.#options,
      startedAt: this.#startedAt,
      database: this.#stage.database,
      ratePerS: closed ? null : rate,
      search: found,
      soundPerS: found?.soundPerS ?? gauge.soundPerS,
      end,
      drivenMs,
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
    await Promise.all([atMost(graceMs, this.#watch.stop()), this.#stage.stopServices(graceMs)]);
    await this.#stage.closeDatabase(graceMs);
  }

  async #bringUp(): Promise<void> {
    await this.#stage.recogniseTarget(this.#traits.asked);
    const { ended } = await this.#stage.openDatabase();
    void ended?.then((how) => this.#onDatabaseEnded(how));
    const trial = this.#workloads.draw(steadyAt(LAP_UNITS, 0, 1000));
    await this.#stage.setUp(trial.data);
    await this.#stage.startServices(trial.data, {
      onLine: this.#watch.judge.readsLogs ? (name, line) => this.#watch.onLog(name, line) : undefined,
      onObservation: (instance, seen) => this.#watch.services.onObservation(instance, seen),
      onDeath: (how) => this.#onDeath(how),
      onBack: (instance) => this.#onBack(instance),
    });
    await this.#watch.start(this.#stage.client);
    await this.#untilSetUp();
    await probe(trial.requests, this.#stage.urlOf, this.#traits.kinds);
  }

  /** Sets up what the part of the run needs, and waits until it is there for all to see. */
  async #prepare({ data }: Drawn): Promise<void> {
    await this.#stage.setUp(data);
    await this.#untilSetUp();
  }

  /** Where a scenario does not say what rest is, nobody knows. */
  async #untilSetUp(): Promise<void> {
    if (!this.#file.scenario.rest) return;
    await this.#watch.caughtUp();
    const ready = await lasting(() => this.#watch.left === 0, {
      forMs: 0,
      withinMs: SET_UP_RESTS_WITHIN_MS,
      signal: this.#over,
    });
    if (ready || this.#over.aborted) return;
    const open = this.#watch.rest.open().slice(0, 3).join(', ');
    throw new CannotStart(
      `${SET_UP_RESTS_WITHIN_MS / 1000} s after its set-up it is not at rest: ${open}; does every service run?`,
    );
  }

  /** All faults are over: a few requests, one by one, of which nothing excuses a failure. */
  async #lap(): Promise<boolean | null> {
    if (this.#watch.failure !== null || this.#over.aborted) return null;
    const drawn = this.#workloads.draw(steadyAt(LAP_UNITS, 0, 1000));
    try {
      await this.#prepare(drawn);
    } catch (error) {
      this.#hooks.say(`the last look could not be prepared: ${(error as Error).message}`);
      return false;
    }
    await lap(drawn.requests, this.#stage.urlOf, {
      nowMs: () => this.#watch.nowMs(),
      onAnswer: (answer) => this.#watch.onLapAnswer(answer),
      signal: this.#over,
    });
    return this.#rest();
  }

  /** More and more is asked until something is too much. */
  async #ramp(schedule: Schedule): Promise<Found> {
    const drawn = this.#workloads.draw(schedule);
    await this.#prepare(drawn);
    this.#phase = 'finding a rate';
    const { gauge } = await drive({
      ...this.#driving(drawn.requests),
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
      this.#hooks.say(`${foundWords(found, this.#file.scenario.size.of)}; measuring at ${rate}/s`);
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
      ? steadyAt(ratePerS, 0, warmupMs + durationMs)
      : steadyAt(ratePerS, warmupMs, durationMs);
    const drawn = this.#workloads.draw(schedule);
    await this.#prepare(drawn);
    this.#watch.rewind();
    this.#phase = 'warming up';
    return drive({
      ...this.#driving(drawn.requests),
      ...{ schedule, warmupMs, chaos },
      ...(closed && { closedMs: warmupMs + durationMs }),
      goOn: ({ limitedBy }) => insist || limitedBy === null,
    });
  }

  #driving(requests: readonly PlannedRequest[]): Omit<Driving, 'schedule' | 'warmupMs' | 'chaos' | 'goOn'> {
    return {
      options: this.#options,
      pools: Object.fromEntries(this.#traits.asked.map((name) => [name, this.#stage.urlsOf(name)])),
      watch: this.#watch,
      services: this.#stage.services,
      requests,
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

  /** Whether all came to rest; null when it cannot be known. */
  async #rest(): Promise<boolean | null> {
    const isBlind = () => this.#watch.failure !== null;
    const rests = await comesToRest(() => (isBlind() ? 0 : this.#watch.left), {
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
    this.#watch.onExit(how);
    if (this.#phase !== 'starting') this.#hooks.say(death.sentence);
    // Whatever would be measured from here on is lost already.
    if (runMs === null || runMs < 0) this.#endHere('with nothing measured yet');
  }

  #onBack(instance: string): void {
    const death = this.#deaths.findLast((of) => of.instance === instance);
    if (death) death.backMs = this.#runMs();
    this.#hooks.say(`${instance} was started again`);
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
    // Who stands for the world outside fails by itself in other ways.
    return drawChaos(this.#stage.own, this.#options.durationMs, seedrandom(`${this.#options.seed}:chaos`));
  }

  #tell(): void {
    if (this.#phase === 'warming up' && this.#watch.nowMs() >= 0) this.#phase = 'driving';
    if (this.#phase === 'driving' && this.#watch.nowMs() > this.#options.durationMs) this.#phase = 'waiting';
    const [flow] = this.#watch.flows.values();
    this.#hooks.onProgress({
      phase: this.#phase,
      atMs: this.#watch.nowMs(),
      ratePerS: this.#ratePerS,
      ended: this.#ended,
      failed: this.#failed,
      violations: this.#watch.judge.violations.length,
      open: flow ? { what: flow.spec.what, count: flow.open } : null,
    });
  }
}
