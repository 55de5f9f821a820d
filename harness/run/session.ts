/** One run in its phases. Whatever happens, all that was started is stopped again. */
import seedrandom from 'seedrandom';
import type { LiveExcerpt } from '../excerpt/format.ts';
import type { Answer } from '../invariants/index.ts';
import type { ScenarioFile } from '../scenario/load.ts';
import type { PlannedRequest } from '../scenario/request.ts';
import { type ChaosEvent, drawChaos } from '../stack/chaos.ts';
import { assemble } from './assemble.ts';
import { Course } from './course.ts';
import { excerptsOf } from './excerpts.ts';
import { Measuring } from './measuring.ts';
import { CannotStart, type RunHooks, type RunOptions } from './options.ts';
import { lap, probe } from './probe.ts';
import type { LoadResult } from './result.ts';
import { steadyAt } from './schedule.ts';
import { Scraping } from './scraping.ts';
import { SentLog } from './sent.ts';
import { Settling } from './settling.ts';
import { Stage } from './stage.ts';
import { type Traits, traitsOf } from './traits.ts';
import { atMost, interruptible } from './waiting.ts';
import { Watch } from './watch.ts';
import { Workloads } from './workload.ts';

const SLICES_MOST = 300;
/** Of the scenario's size: what is asked before a run and after it, one by one. */
const LAP_UNITS = 20;
const GRACE_MS = 3000;
/** Within the 5 s in which an interrupted run is gone. */
const INTERRUPTED_GRACE_MS = 1000;

export interface LoadRun {
  result: LoadResult;
  /** Of what went wrong, each to be looked for in the simulator. */
  excerpts: LiveExcerpt[];
}

/** Throws `CannotStart` if the services or their database do not come up, or the run is aborted before it measures. */
export async function runLoad(file: ScenarioFile, options: RunOptions, hooks: RunHooks): Promise<LoadRun> {
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
  readonly #sliceMs: number;
  readonly #startedAt = new Date();
  readonly #watch: Watch;
  readonly #course: Course;
  readonly #workloads: Workloads;
  readonly #sent = new SentLog();
  readonly #stage: Stage;
  readonly #settling: Settling;
  readonly #scraping = new Scraping(() => this.#stage.services);

  constructor(file: ScenarioFile, options: RunOptions, hooks: RunHooks) {
    const { scenario } = file;
    this.#file = file;
    this.#traits = traitsOf(scenario);
    this.#options = options;
    this.#hooks = hooks;
    this.#sliceMs = Math.max(1000, Math.ceil(options.durationMs / SLICES_MOST / 1000) * 1000);
    const { seed, arrivals, connections: clients, settings, settleMs } = options;
    this.#workloads = new Workloads(scenario, { seed, arrivals, clients, settings }, this.#startedAt);
    const watch = new Watch(scenario, this.#sliceMs);
    const stage = new Stage(file, options, hooks.say);
    const course = new Course(options, hooks, watch);
    this.#settling = new Settling({ scenario, settleMs, course, watch, stage });
    this.#watch = watch;
    this.#stage = stage;
    this.#course = course;
  }

  async start(): Promise<void> {
    try {
      await interruptible(this.#course.over, this.#bringUp());
    } catch (error) {
      this.#course.stopIfOver();
      throw new CannotStart((error as Error).message);
    }
  }

  async run(): Promise<LoadRun> {
    const chaos = this.#options.chaos ? this.#drawChaos() : [];
    const measuring = new Measuring({
      ...{ options: this.#options, unit: this.#file.scenario.size.of, asked: this.#traits.asked },
      ...{ sliceMs: this.#sliceMs, chaos, course: this.#course, watch: this.#watch },
      ...{ stage: this.#stage, settling: this.#settling, workloads: this.#workloads, sent: this.#sent },
      scraping: this.#scraping,
    });
    const { driven, found, ratePerS } = await measuring.run();
    const { end, gauge, drivenMs } = driven;
    this.#course.phase = 'settling';
    this.#watch.judge.onHeal(this.#watch.nowMs());
    const rested = await this.#settling.rest();
    const metrics = this.#course.over.aborted ? [] : await this.#scraping.end();
    const settled = rested && (await this.#lap());
    this.#course.phase = 'judging';
    if (!this.#course.over.aborted) {
      await this.#watch.caughtUp();
      this.#watch.judge.atEnd(this.#watch.nowMs());
    }
    const seen = {
      file: this.#file,
      traits: this.#traits,
      instances: this.#stage.instances,
      options: this.#options,
      startedAt: this.#startedAt,
      database: this.#stage.database,
      ratePerS,
      search: found,
      soundPerS: found?.soundPerS ?? gauge.soundPerS,
      end,
      drivenMs,
      watch: this.#watch,
      metrics,
      sent: this.#sent,
      chaos,
      settled,
      interrupted: this.#hooks.signal.aborted,
      deaths: this.#course.deaths,
      broken: this.#course.broken,
    };
    return { result: assemble(seen), excerpts: excerptsOf(seen) };
  }

  async stop(): Promise<void> {
    this.#course.end();
    const graceMs = this.#course.over.aborted ? INTERRUPTED_GRACE_MS : GRACE_MS;
    // A database that is away would be waited for; what is left undone then is of no use to anybody.
    await Promise.all([atMost(graceMs, this.#watch.stop()), this.#stage.stopServices(graceMs)]);
    await this.#stage.closeDatabase(graceMs);
  }

  async #bringUp(): Promise<void> {
    await this.#stage.recogniseTarget(this.#traits.asked);
    const { ended } = await this.#stage.openDatabase();
    void ended?.then((how) => this.#course.onDatabaseEnded(how));
    const trial = this.#workloads.draw(steadyAt(LAP_UNITS, 0, 1000));
    await this.#stage.setUp(trial.data);
    await this.#stage.startServices(trial.data, {
      onLine: this.#watch.judge.readsLogs ? (name, line) => this.#watch.onLog(name, line) : undefined,
      onObservation: (instance, seen) => this.#watch.services.onObservation(instance, seen),
      onDeath: (how) => this.#course.onDeath(how),
      onBack: (instance) => this.#course.onBack(instance),
    });
    await this.#watch.start(this.#stage.client);
    await this.#settling.untilSetUp();
    this.#sent.begin(trial.data);
    await probe(trial.requests, this.#stage.urlOf, this.#traits.kinds, this.#onSent);
  }

  /** All faults are over: a few requests, one by one, of which nothing excuses a failure. */
  async #lap(): Promise<boolean | null> {
    if (this.#watch.failure !== null || this.#course.over.aborted) return null;
    const drawn = this.#workloads.draw(steadyAt(LAP_UNITS, 0, 1000));
    try {
      await this.#settling.prepare(drawn.data);
    } catch (error) {
      if (this.#course.over.aborted) return null;
      this.#course.say(`the last look could not be prepared: ${(error as Error).message}`);
      return false;
    }
    this.#sent.begin(drawn.data);
    const hooks = {
      nowMs: () => this.#watch.nowMs(),
      onAnswer: (answer: Answer) => this.#watch.onLapAnswer(answer),
      signal: this.#course.over,
    };
    await lap(drawn.requests, this.#stage.urlOf, { ...hooks, onSent: this.#onSent });
    const rested = await this.#settling.rest();
    // Where others may write as well, what is shown need not be what was stored just then.
    if (rested && this.#options.target === null) {
      const asked = this.#file.scenario.atRest?.(drawn.data, drawn.requests) ?? [];
      await lap(asked, this.#stage.urlOf, { ...hooks, onSent: () => {} });
    }
    return rested;
  }

  readonly #onSent = (request: PlannedRequest): void => this.#sent.onSent(request, this.#watch.nowMs());

  #drawChaos(): ChaosEvent[] {
    // Who stands for the world outside fails by itself in other ways.
    return drawChaos(this.#stage.own, this.#options.durationMs, seedrandom(`${this.#options.seed}:chaos`));
  }
}
