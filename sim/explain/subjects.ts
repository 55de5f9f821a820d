/** Whom something is about: ids of the scenario's subjects, found wherever they stand. */
import { nameOfSubject } from '../../harness/invariants/about.ts';
import type { Change, Violation } from '../../harness/invariants/index.ts';
import { answerSubject, documentSubject } from '../../harness/invariants/kit/subject.ts';
import type { StoresSpec } from '../../harness/scenario/stores.ts';
import type { Recording } from './recording.ts';
import { relaxed } from './values.ts';

/** Words of a line that may be an id. */
const WORD = /[\w@.:-]+/g;
/** Shorter ones stand for many things. */
const LEAST_CHARS = 2;
/** What is written and told of more often is nobody's in particular, such as the one customer of all orders. */
const MOST_MENTIONS = 12;

export class Subjects {
  /** By name: an order and a product may have the same. */
  readonly #byName = new Map<string, Set<string>>();
  readonly #strong: Set<string>;
  /** Whom the violation is about: its own subjects, then those that its last documents and its message name. */
  readonly ofViolation: readonly string[];
  readonly #spec: StoresSpec;
  /** How often each was written or told of. */
  readonly #mentions = new Map<string, number>();

  constructor({ changes, answers }: Recording, spec: StoresSpec, violation: Violation | undefined) {
    this.#spec = spec;
    this.#strong = new Set(violation ? [violation.subject, ...(violation.related ?? [])] : []);
    for (const subject of this.#strong) this.#add(subject);
    for (const { change } of changes)
      for (const subject of spec.subjectsOf?.(change) ?? [documentSubject(change.coll, change.id)])
        this.#add(subject);
    for (const { answer } of answers) for (const subject of this.ofAnswer(answer)) this.#add(subject);
    for (const subject of this.#kin(changes, violation)) this.#strong.add(subject);
    this.ofViolation = [...this.#strong];
  }

  /** A shipment that broke the rule is of an order, and who writes of that order writes of it. */
  #kin(changes: Recording['changes'], violation: Violation | undefined): string[] {
    if (!violation) return [];
    const last = [...this.#strong].flatMap((subject) => {
      const ofIt = changes.filter(
        ({ change }) => change.atMs <= violation.atMs && this.ofChange(change).includes(subject),
      );
      return ofIt.slice(-1).map(({ change }) => relaxed(change.after ?? change.before));
    });
    const named = new Set([...this.in(last), ...this.inLine(violation.message)]);
    // Its own name is all that a document has where the scenario does not say whom it is about: a message of the outbox.
    if (!this.#spec.subjectsOf)
      for (const { change } of changes)
        if (this.isStrong(this.ofChange(change))) named.add(documentSubject(change.coll, change.id));
    return [...named].filter((subject) => (this.#mentions.get(subject) ?? 0) <= MOST_MENTIONS);
  }

  /** As the scenario has it; without that its own name, and whom it names. */
  ofChange(change: Change): string[] {
    const { coll, id, before, after } = change;
    const own = this.#spec.subjectsOf?.(change);
    return own ?? [...new Set([documentSubject(coll, id), ...this.in(relaxed(after ?? before))])];
  }

  ofAnswer(answer: Recording['answers'][number]['answer']): string[] {
    return [this.#spec.subjectOf?.(answer) ?? answerSubject(answer)];
  }

  /** Whom an answer is about, and whom else it names. */
  namedByAnswer(answer: Recording['answers'][number]['answer']): string[] {
    const { path, payload, body } = answer;
    return [...new Set([...this.ofAnswer(answer), ...this.in([path, payload, body])])];
  }

  /** Of plain data: each of its texts, and each part of those that are paths. */
  in(value: unknown): string[] {
    const found = new Set<string>();
    this.#walk(value, found);
    return [...found];
  }

  /** Of a line of text. */
  inLine(line: string): string[] {
    const found = new Set<string>();
    for (const [word] of line.matchAll(WORD)) this.#look(word.replace(/[.:]$/, ''), found);
    return [...found];
  }

  isStrong(subjects: readonly string[]): boolean {
    return subjects.some((subject) => this.#strong.has(subject));
  }

  #walk(value: unknown, found: Set<string>): void {
    if (typeof value === 'string') {
      this.#look(value, found);
      if (value.includes('/')) for (const part of value.split(/[/?&=]/)) this.#look(decoded(part), found);
    } else if (value !== null && typeof value === 'object')
      for (const inner of Object.values(value)) this.#walk(inner, found);
  }

  #look(name: string, found: Set<string>): void {
    for (const subject of this.#byName.get(name) ?? []) found.add(subject);
  }

  #add(subject: string): void {
    this.#mentions.set(subject, (this.#mentions.get(subject) ?? 0) + 1);
    const name = nameOfSubject(subject);
    if (name.length < LEAST_CHARS) return;
    const alike = this.#byName.get(name) ?? new Set();
    this.#byName.set(name, alike.add(subject));
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
