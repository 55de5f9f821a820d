/** The faults of a run: when, whom they strike, and which event or message is their doing. */
import type { ExplainedFault } from '../../harness/explanation/index.ts';
import type { Scenario } from '../../harness/scenario/scenario.ts';
import { faultKind, faultsOf } from '../faults/index.ts';
import type { Plan } from '../plan/plan.ts';
import type { TraceLine } from '../world/trace.ts';
import type { Recording } from './recording.ts';

/** Those that end a process or make it stand still, by themselves or by asking it to end. */
const OF_PROCESSES = new Set(['crash', 'db-crash', 'graceful-restart', 'rolling-deploy', 'pause', 'clock']);

export class Faults {
  readonly all: ExplainedFault[];
  readonly #moments: { index: number; atMs: number; what: string; words: string }[] = [];
  /** By lane: the fault that asked its process to end. */
  readonly #asked = new Map<string, number>();
  readonly #behind = new Map<TraceLine, number>();

  constructor(plan: Plan, scenario: Scenario, { faults, hosts, trace }: Recording, toMs: number) {
    const kinds = faultsOf(scenario);
    const names = new Map<string, readonly string[]>([...hosts.byService]);
    for (const name of [...hosts.services, ...hosts.databases, ...hosts.clients]) names.set(name, [name]);
    this.all = plan.faults.map(({ kind, params, atMs, durationMs }, i) => ({
      id: idOf(i),
      kind,
      words: faultKind(kinds, kind).describe(params),
      fromMs: atMs,
      toMs: Math.min(toMs, atMs + durationMs),
      lanes: [
        ...new Set(
          Object.values(params)
            .flat()
            .flatMap((value) => names.get(String(value)) ?? []),
        ),
      ],
      struck: [],
    }));
    for (const { moment } of faults) {
      const { fault: index, atMs, what, words } = moment;
      const fault = this.all[index]!;
      if (what === 'begins') fault.fromMs = atMs;
      if (what === 'ends') fault.toMs = atMs;
      if (what === 'strikes' && names.has(words) && !fault.lanes.includes(words)) fault.lanes.push(words);
      this.#moments.push({ index, atMs, what, words });
    }
    for (const line of trace) {
      const index = this.#blame(line);
      if (index !== undefined) this.#behind.set(line, index);
    }
  }

  id(index: number | null | undefined): string | null {
    return index === null || index === undefined ? null : idOf(index);
  }

  named(id: string): ExplainedFault | undefined {
    return this.all.find((fault) => fault.id === id);
  }

  /** Those in force on a lane at a time. */
  inForce(lane: string, atMs: number, kind?: string): ExplainedFault[] {
    return this.all.filter(
      (fault) =>
        (kind === undefined || fault.kind === kind) &&
        fault.fromMs <= atMs &&
        atMs <= fault.toMs &&
        (fault.lanes.length === 0 || fault.lanes.includes(lane)),
    );
  }

  /** The fault whose doing it is that a process was ended, asked to end, paused, let go on, or has a wrong clock. */
  behind(line: TraceLine): string | null {
    return this.id(this.#behind.get(line));
  }

  #blame(line: TraceLine): number | undefined {
    const { host: lane, kind, timeUs } = line;
    const moment = this.#moments.find(
      ({ index, atMs, what, words }) =>
        atMs === timeUs / 1000 &&
        OF_PROCESSES.has(this.all[index]!.kind) &&
        (what === 'strikes' ? words === lane : this.all[index]!.lanes.includes(lane)),
    );
    if (kind === 'signal' && moment) this.#asked.set(lane, moment.index);
    // Who was asked to end does so in its own time.
    const asked = kind === 'exit' || kind === 'crash' ? this.#asked.get(lane) : undefined;
    if (kind === 'crash') this.#asked.delete(lane);
    return moment?.index ?? asked;
  }
}

const idOf = (index: number): string => `f${index + 1}`;
