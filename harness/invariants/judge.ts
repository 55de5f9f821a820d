/** Holds one run to a list of invariants: mirrors the stores, asks every checker, keeps what was found wrong. */
import type { StoresSpec } from '../scenario/stores.ts';
import type {
  Answer,
  Change,
  Checker,
  Exit,
  FaultMoment,
  Invariant,
  LogLine,
  Stores,
  Violation,
} from './invariant.ts';
import { Mirror } from './stores.ts';
import { Storyteller } from './story.ts';

/** Of a scenario, what a judge must know. */
export interface Judged {
  invariants: readonly Invariant[];
  stores: StoresSpec;
}

export interface JudgeLimits {
  /** Violations kept; beyond them only `dropped` counts. */
  violations: number;
  /** Entries remembered for each subject, and subjects remembered, for the stories. */
  entriesPerSubject: number;
  subjects: number;
}

const defaultLimits: JudgeLimits = { violations: 100, entriesPerSubject: 16, subjects: 20_000 };

export class Judge {
  /** The first violation of each invariant by each subject, in the order they were found. */
  readonly violations: Violation[] = [];
  /** Violations that were not kept because there were too many. */
  dropped = 0;
  readonly #names: string[];
  /** Is told of each that is kept, as it is found. */
  onViolation: ((found: Violation) => void) | undefined;
  readonly #checkers: Checker[];
  readonly #stores = new Mirror();
  readonly #limits: JudgeLimits;
  readonly #storyteller: Storyteller;
  readonly #stories = new Map<Violation, string[]>();
  readonly #known = new Set<string>();

  constructor({ invariants, stores }: Judged, limits: Partial<JudgeLimits> = {}) {
    this.#names = invariants.map(({ name }) => name);
    this.#checkers = invariants.map((invariant) => invariant.create());
    this.#limits = { ...defaultLimits, ...limits };
    this.#storyteller = new Storyteller(stores, this.#limits.entriesPerSubject, this.#limits.subjects);
  }

  get stores(): Stores {
    return this.#stores;
  }

  /** Feeds the next committed change. The judge keeps the documents: do not alter them later. */
  onChange(change: Change): void {
    this.#stores.apply(change);
    this.#storyteller.onChange(change);
    for (const checker of this.#checkers) this.#note(checker.onChange?.(change, this.#stores));
  }

  /** Feeds the next answer, in the order they came, after every change that was committed before it came. */
  onAnswer(answer: Answer): void {
    this.#storyteller.onAnswer(answer);
    for (const checker of this.#checkers) this.#note(checker.onAnswer?.(answer, this.#stores));
  }

  /** For the stories only. */
  onFault(moment: FaultMoment): void {
    this.#storyteller.onFault(moment);
  }

  /** Feeds the end of a process. */
  onExit(exit: Exit): void {
    this.#storyteller.onExit(exit);
    for (const checker of this.#checkers) this.#note(checker.onExit?.(exit));
  }

  /** Feeds a line of a log; needless unless some invariant `readsLogs`. */
  onLog(log: LogLine): void {
    for (const checker of this.#checkers) this.#note(checker.onLog?.(log));
  }

  get readsLogs(): boolean {
    return this.#checkers.some(({ onLog }) => onLog !== undefined);
  }

  /** All faults are over. */
  onHeal(atMs: number): void {
    for (const checker of this.#checkers) checker.onHeal?.(atMs);
  }

  /** The last judgement, after heal and once the system is quiet. */
  atEnd(atMs: number): void {
    for (const checker of this.#checkers) this.#note(checker.atEnd?.(atMs, this.#stores));
  }

  /** What an invariant holds of a subject just now; undefined: it does not tell. */
  stateOf(invariant: string, subject: string): unknown {
    return this.#checkers[this.#names.indexOf(invariant)]?.state?.(subject);
  }

  /** How a violation came about, one line for each event, told when it was found. */
  story(violation: Violation): string[] {
    return this.#stories.get(violation) ?? [];
  }

  /** When the stores last said something of what a violation is about; undefined where they never did, or long ago. */
  lastChangeMs(violation: Violation): number | undefined {
    return this.#storyteller.lastChangeMs(violation);
  }

  #note(found: Violation[] | undefined): void {
    if (!found) return;
    for (const violation of found) {
      const key = `${violation.invariant} ${violation.subject}`;
      if (this.#known.has(key)) continue;
      if (this.violations.length >= this.#limits.violations) {
        this.dropped++;
        continue;
      }
      this.#known.add(key);
      this.violations.push(violation);
      this.#stories.set(violation, this.#storyteller.tell(violation));
      this.onViolation?.(violation);
    }
  }
}
