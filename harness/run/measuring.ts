/** What is measured: at a rate that was given, or at one that is found to be borne. */
import type { PlannedRequest } from '../scenario/request.ts';
import type { ChaosEvent } from '../stack/chaos.ts';
import type { Course } from './course.ts';
import { type Driven, type Driving, drive } from './drive.ts';
import type { RunOptions } from './options.ts';
import { type Schedule, steadyAt } from './schedule.ts';
import type { Scraping } from './scraping.ts';
import { type Found, foundWords, rateToTry, search, TRIES_MOST } from './search.ts';
import type { SentLog } from './sent.ts';
import type { Settling } from './settling.ts';
import type { Stage } from './stage.ts';
import type { Watch } from './watch.ts';
import type { Drawn, Workloads } from './workload.ts';

export interface Measured {
  driven: Driven;
  /** How the rate was found; null when it was given, or there is none. */
  found: Found | null;
  /** Null in a closed model. */
  ratePerS: number | null;
}

export interface Measurement {
  options: RunOptions;
  /** What the rate counts. */
  unit: string;
  /** Services that requests go to. */
  asked: readonly string[];
  sliceMs: number;
  chaos: ChaosEvent[];
  course: Course;
  watch: Watch;
  stage: Stage;
  settling: Settling;
  workloads: Workloads;
  sent: SentLog;
  scraping: Scraping;
}

/** A closed loop takes what comes; it has more than enough to send at this rate. */
const CLOSED_PER_S = 3000;
/** What was measured whole and is worth nothing is measured again only so often. */
const TRIED_AGAIN_MOST = 1;

export class Measuring {
  readonly #of: Measurement;

  constructor(of: Measurement) {
    this.#of = of;
  }

  /** Throws `CannotStart` when the run is over before anything was measured. */
  async run(): Promise<Measured> {
    const { ratePerS, closed } = this.#of.options;
    if (closed) return { driven: await this.#measure(CLOSED_PER_S), found: null, ratePerS: null };
    if (ratePerS === null) return this.#measureAtSoundRate();
    return { driven: await this.#measure(ratePerS), found: null, ratePerS };
  }

  /** More and more is asked until something is too much. */
  async #ramp(schedule: Schedule): Promise<Found> {
    const drawn = await this.#prepared(schedule);
    this.#of.course.phase = 'finding a rate';
    const { gauge } = await drive({
      ...this.#driving(drawn.requests),
      schedule,
      warmupMs: schedule.rampMs,
      chaos: [],
      goOn: ({ limitedBy, soundPerS }) => {
        this.#of.course.ratePerS = soundPerS;
        return limitedBy === null;
      },
    });
    this.#of.course.phase = 'working off';
    await this.#of.settling.rest();
    this.#of.course.stopIfOver();
    return { soundPerS: gauge.soundPerS, limitedBy: gauge.limitedBy };
  }

  /** Steps back from what was too much until the warm-up goes well, and measures there. */
  async #measureAtSoundRate(): Promise<Measured> {
    const found = await search((schedule) => this.#ramp(schedule));
    let lateTries = 0;
    for (let attempt = 0; ; attempt++) {
      const rate = rateToTry(found.soundPerS, attempt);
      this.#of.course.say(`${foundWords(found, this.#of.unit)}; measuring at ${rate}/s`);
      const last = attempt >= TRIES_MOST - 1;
      const driven = await this.#measure(rate, last);
      const spoilt = driven.cut ? driven.gauge.limitedBy : this.#late(driven, lateTries++);
      if (spoilt === null) return { driven, found, ratePerS: rate };
      this.#of.course.say(`${rate}/s was too much after all: ${spoilt}`);
      this.#of.course.phase = 'working off';
      await this.#of.settling.rest();
      this.#of.course.stopIfOver();
    }
  }

  /** The machine had other things to do for a while: worth another try, but not for ever. */
  #late({ end }: Driven, tried: number): string | null {
    const lagMs = end.recorder.sendLag.percentileUs(99) / 1000;
    if (lagMs <= this.#of.options.maxSendLagMs || tried >= TRIED_AGAIN_MOST || this.#of.course.over.aborted)
      return null;
    return `the driver was ${Math.round(lagMs)} ms late`;
  }

  /** `insist`: also if it turns out to be too much in the warm-up. */
  async #measure(ratePerS: number, insist = true): Promise<Driven> {
    const { closed, warmupMs, durationMs } = this.#of.options;
    this.#of.course.ratePerS = closed ? null : ratePerS;
    const schedule = closed
      ? steadyAt(ratePerS, 0, warmupMs + durationMs)
      : steadyAt(ratePerS, warmupMs, durationMs);
    const drawn = await this.#prepared(schedule);
    this.#of.watch.rewind();
    this.#of.course.phase = 'warming up';
    return drive({
      ...this.#driving(drawn.requests),
      ...{ schedule, warmupMs, chaos: this.#of.chaos, onZero: () => void this.#of.scraping.begin() },
      ...(closed && { closedMs: warmupMs + durationMs }),
      goOn: ({ limitedBy }) => insist || limitedBy === null,
    });
  }

  async #prepared(schedule: Schedule): Promise<Drawn> {
    const drawn = this.#of.workloads.draw(schedule);
    await this.#of.settling.prepare(drawn.data);
    this.#of.sent.begin(drawn.data);
    return drawn;
  }

  #driving(requests: readonly PlannedRequest[]): Omit<Driving, 'schedule' | 'warmupMs' | 'chaos' | 'goOn'> {
    const { options, asked, sliceMs, course, watch, sent, stage } = this.#of;
    return {
      options,
      pools: Object.fromEntries(asked.map((name) => [name, stage.urlsOf(name)])),
      watch,
      sent,
      services: stage.services,
      requests,
      sliceMs,
      signal: course.over,
      onOutcome: (outcome) => course.onOutcome(outcome),
      onBroken: (how) => course.broken.push(how),
    };
  }
}
