/**
 * Tells what happened to each subject (an order, a product), one sentence each; the scenario says whom a change or an
 * answer is about, and may have words of its own for it.
 *
 * The last few entries of every subject are kept as they came and put into words only when something is wrong.
 */
import { type Document, EJSON } from 'bson';
import type { StoresSpec } from '../scenario/stores.ts';
import { when } from '../when.ts';
import { ExitLog } from './exit-log.ts';
import { FaultLog } from './fault-log.ts';
import type { Answer, Change, Exit, FaultMoment, Violation } from './invariant.ts';
import { answerSubject, documentSubject } from './kit/subject.ts';

type Entry = { sequence: number; change: Change } | { sequence: number; answer: Answer };

const timeOf = (entry: Entry): number => ('change' in entry ? entry.change : entry.answer).atMs;

const text = (value: unknown): string =>
  value === undefined ? 'nothing' : EJSON.stringify(value, { relaxed: true });

/** `field: old → new` for each top-level field that is not the same before and after. */
function differences(before: Document, after: Document): string {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
  fields.delete('_id');
  return [...fields]
    .filter((field) => text(before[field]) !== text(after[field]))
    .map((field) => `${field}: ${text(before[field])} → ${text(after[field])}`)
    .join(', ');
}

/** A change in the scenario's words, or as any is told. */
export const tellChange = (change: Change, { tell }: Pick<StoresSpec, 'tell'>): string =>
  tell?.(change) ?? describeChange(change);

function describeChange({ coll, op, id, before, after }: Change): string {
  const name = `${coll} ${text(id)}`;
  if (!after) return `${name} deleted`;
  return `${name} ${op}: ${before ? differences(before, after) : text(after)}`;
}

function describeAnswer({ client, method, path, status, body, sentMs, payload }: Answer): string {
  const asked = `${method} ${path}${payload === undefined ? '' : ` ${text(payload)}`}`;
  const told = status === 0 ? 'heard nothing' : `was told ${status} ${text(body)}`;
  return `${client} sent ${asked} at ${when(sentMs)} and ${told}`;
}

export class Storyteller {
  readonly #spec: StoresSpec;
  readonly #perSubject: number;
  readonly #subjects: number;
  /** Least recently touched first. */
  readonly #recent = new Map<string, Entry[]>();
  readonly #faults = new FaultLog();
  readonly #exits = new ExitLog();
  #sequence = 0;

  /** Keeps the last `perSubject` entries of each of the `subjects` most recently touched ones. */
  constructor(spec: StoresSpec, perSubject: number, subjects: number) {
    this.#spec = spec;
    this.#perSubject = perSubject;
    this.#subjects = subjects;
  }

  onChange(change: Change): void {
    const entry = { sequence: this.#sequence++, change };
    for (const subject of this.#spec.subjectsOf?.(change) ?? [documentSubject(change.coll, change.id)])
      this.#keep(subject, entry);
  }

  onAnswer(answer: Answer): void {
    const entry = { sequence: this.#sequence++, answer };
    this.#keep(this.#spec.subjectOf?.(answer) ?? answerSubject(answer), entry);
  }

  onFault(moment: FaultMoment): void {
    this.#faults.add(moment, this.#sequence++);
  }

  onExit(exit: Exit): void {
    this.#exits.add(exit, this.#sequence++);
  }

  /** What led to a violation, which processes ended and which faults were in force meanwhile, oldest first, and the violation itself as the last line. */
  tell(violation: Violation): string[] {
    const told = this.#about(violation);
    const fromMs = Math.min(violation.atMs, ...told.map(timeOf));
    const { lines: faults, omitted } = this.#faults.since(fromMs);
    const lines = [
      ...told.map((entry) => ({ sequence: entry.sequence, text: this.#line(entry) })),
      ...faults,
      ...this.#exits.since(fromMs),
    ];
    lines.sort((a, b) => a.sequence - b.sequence);
    return [
      ...(omitted > 0 ? [`(of the faults in this time, the first ${omitted} are left out)`] : []),
      ...lines.map((line) => line.text),
      `${when(violation.atMs)} so ${violation.subject} broke ${violation.invariant}: ${violation.message}`,
    ];
  }

  /** When what a violation is about was last changed before that was found; undefined: nobody remembers. */
  lastChangeMs(violation: Violation): number | undefined {
    const times = this.#about(violation).flatMap((entry) => ('change' in entry ? entry.change.atMs : []));
    return times.filter((atMs) => atMs <= violation.atMs).at(-1);
  }

  #about({ subject, related = [] }: Violation): Entry[] {
    const entries = [subject, ...related].flatMap((one) => this.#recent.get(one) ?? []);
    return [...new Set(entries)].sort((a, b) => a.sequence - b.sequence);
  }

  #line(entry: Entry): string {
    if ('answer' in entry) return `${when(entry.answer.atMs)} ${describeAnswer(entry.answer)}`;
    const { change } = entry;
    return `${when(change.atMs)} ${tellChange(change, this.#spec)}`;
  }

  #keep(subject: string, entry: Entry): void {
    const entries = this.#recent.get(subject) ?? [];
    entries.push(entry);
    if (entries.length > this.#perSubject) entries.shift();
    this.#recent.delete(subject);
    this.#recent.set(subject, entries);
    if (this.#recent.size <= this.#subjects) return;
    const [oldest] = this.#recent.keys();
    this.#recent.delete(oldest!);
  }
}
