/** How a run goes: its phase and its time, what came of requests, who died, and whether going on makes sense. */
import type { Outcome } from '../load/index.ts';
import type { Ended } from '../stack/child.ts';
import { deathOf } from './death.ts';
import { isFailure } from './kinds.ts';
import { CannotStart, type Progress, type RunHooks, type RunOptions } from './options.ts';
import type { Death } from './result.ts';
import type { Watch } from './watch.ts';

const PROGRESS_MS = 250;
/** The run's time counts. */
const MEASURED = new Set<Progress['phase']>(['driving', 'waiting', 'settling', 'judging']);

export class Course {
  phase: Progress['phase'] = 'starting';
  ratePerS: number | null = null;
  readonly deaths: Death[] = [];
  readonly broken: string[] = [];
  /** The run is to end, by whoever wants it or because going on makes no sense. */
  readonly over: AbortSignal;
  readonly #options: RunOptions;
  readonly #hooks: RunHooks;
  readonly #watch: Watch;
  readonly #cut = new AbortController();
  #ended = 0;
  #failed = 0;
  readonly #progress: NodeJS.Timeout;

  constructor(options: RunOptions, hooks: RunHooks, watch: Watch) {
    this.#options = options;
    this.#hooks = hooks;
    this.#watch = watch;
    this.over = AbortSignal.any([hooks.signal, this.#cut.signal]);
    this.#progress = setInterval(() => this.#tell(), PROGRESS_MS);
  }

  say(line: string): void {
    this.#hooks.say(line);
  }

  onOutcome({ failure, status }: Outcome): void {
    if (failure === 'unfinished') return;
    this.#ended++;
    if (isFailure(failure ?? String(status))) this.#failed++;
  }

  onDeath(how: Ended): void {
    if (this.phase === 'stopping') return;
    const runMs = this.#runMs();
    const death = deathOf(how, runMs);
    this.deaths.push(death);
    this.#watch.onExit(how);
    if (this.phase !== 'starting') this.say(death.sentence);
    // Whatever would be measured from here on is lost already.
    if (runMs === null || runMs < 0) this.#endHere('with nothing measured yet');
  }

  onBack(instance: string): void {
    const death = this.deaths.findLast((of) => of.instance === instance);
    if (death) death.backMs = this.#runMs();
    this.say(`${instance} was started again`);
  }

  /** Without its stores nothing can be judged, and every request fails. */
  onDatabaseEnded(how: Ended): void {
    if (this.phase === 'stopping') return;
    this.onDeath(how);
    this.#watch.failure ??= `${how.name} was gone`;
    this.#endHere('without its database');
  }

  /** Throws when the run was ended before it measured anything. */
  stopIfOver(): void {
    if (this.#hooks.signal.aborted) throw new CannotStart('stopped before anything was measured');
    if (this.over.aborted) throw new CannotStart(this.deaths[0]!.sentence);
  }

  /** From now on all that ends is meant to. */
  end(): void {
    this.phase = 'stopping';
    clearInterval(this.#progress);
  }

  /** The run's time, negative in the warm-up; null before that. */
  #runMs(): number | null {
    const runMs = this.#watch.nowMs();
    if (MEASURED.has(this.phase)) return runMs;
    return this.phase === 'warming up' && runMs >= -this.#options.warmupMs ? runMs : null;
  }

  #endHere(why: string): void {
    if (this.#cut.signal.aborted) return;
    if (this.phase !== 'starting') this.say(`${why} the run ends here`);
    this.#cut.abort();
  }

  #tell(): void {
    if (this.phase === 'warming up' && this.#watch.nowMs() >= 0) this.phase = 'driving';
    if (this.phase === 'driving' && this.#watch.nowMs() > this.#options.durationMs) this.phase = 'waiting';
    const [flow] = this.#watch.flows.values();
    this.#hooks.onProgress({
      phase: this.phase,
      atMs: this.#watch.nowMs(),
      ratePerS: this.ratePerS,
      ended: this.#ended,
      failed: this.#failed,
      violations: this.#watch.judge.violations.length,
      open: flow ? { what: flow.spec.what, count: flow.open } : null,
    });
  }
}
