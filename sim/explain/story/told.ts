/** The parts that a story is told of, looked up in what was found out of a run. */
import type { Event, ExplainedFault, Message } from '../../../harness/explanation/index.ts';
import type { Facts } from '../facts.ts';

export type Commit = Event & { change: NonNullable<Event['change']> };

/** What concerns the violation, up to when it was found. */
export class Tale {
  readonly facts: Facts;
  readonly untilMs: number;
  /** The subject that broke, and those that it had to do with. */
  readonly subjects: readonly string[];
  readonly commits: readonly Commit[];
  readonly messages: readonly Message[];
  /** Who said something of it, or was told. */
  readonly partakers: ReadonlySet<string>;
  readonly #byId: ReadonlyMap<string, Message>;
  readonly #answers = new Map<string, Message>();
  readonly #kinds: ReadonlyMap<string, string>;

  constructor(facts: Facts) {
    const { violation } = facts;
    this.facts = facts;
    this.untilMs = violation?.atMs ?? facts.toMs;
    this.subjects = violation ? [violation.subject, ...violation.related] : [];
    this.#kinds = new Map(facts.lanes.map(({ name, kind }) => [name, kind]));
    this.commits = facts.events.filter(
      (one): one is Commit => one.strong && this.isBefore(one.atMs) && one.change !== undefined,
    );
    this.#byId = new Map(facts.messages.map((message) => [message.id, message]));
    this.messages = facts.messages.filter(({ strong, sentMs }) => strong && this.isBefore(sentMs));
    this.partakers = new Set(this.messages.flatMap(({ from, to }) => [from, to]));
    for (const message of facts.messages)
      if (message.answers !== null && !this.#answers.has(message.answers))
        this.#answers.set(message.answers, message);
  }

  isBefore(atMs: number): boolean {
    return atMs <= this.untilMs;
  }

  message(id: string | null): Message | undefined {
    return id === null ? undefined : this.#byId.get(id);
  }

  answerTo({ id }: Message): Message | undefined {
    return this.#answers.get(id);
  }

  fault(id: string | null): ExplainedFault | undefined {
    return this.facts.faults.find((fault) => fault.id === id);
  }

  serviceOf(lane: string): string {
    return this.facts.lanes.find(({ name }) => name === lane)?.service ?? lane;
  }

  isService(lane: string): boolean {
    return this.#kinds.get(lane) === 'service';
  }

  isClient(lane: string): boolean {
    return this.#kinds.get(lane) === 'client';
  }

  /** Requests over HTTP that concern the violation. */
  get requests(): Message[] {
    return this.messages.filter(({ protocol, answers }) => protocol === 'http' && answers === null);
  }
}

/** So many of what are closest to what broke, in their order. */
export function closest<T extends { subjects: readonly string[] }>(
  all: readonly T[],
  most: number,
  { subjects }: Tale,
): T[] {
  const close = (one: T) => shared(one.subjects, subjects) + (one.subjects.includes(subjects[0]!) ? 1 : 0);
  const chosen = new Set(
    all
      .map((one, i) => ({ one, i }))
      .sort((a, b) => close(b.one) - close(a.one) || b.i - a.i)
      .slice(0, most)
      .map(({ one }) => one),
  );
  return all.filter((one) => chosen.has(one));
}

/** How many two have in common. */
export const shared = (a: readonly string[], b: readonly string[]): number =>
  a.filter((one) => b.includes(one)).length;

const READS = /^(find|aggregate|getMore|findAndModify|distinct|count)\b/;

/** Whether a command asks for documents. */
export const isRead = ({ label }: Message): boolean => READS.test(label);

/** The collection that a command is for: the second word of `insert events v12`. */
export const collOf = (command: Message | undefined): string => command?.label.split(' ')[1] ?? '';
