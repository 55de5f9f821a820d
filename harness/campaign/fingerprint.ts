/** What a failure is of, whatever its seed: made of what is left of it once it is shrunk. */
import { createHash } from 'node:crypto';
import type { Event, Explanation, Message } from '../explanation/index.ts';
import { textsIn } from '../texts-in.ts';
import { wholeWord } from '../whole-word.ts';
import { commandIn, deedIn, errorIn, isRead, placeOf } from './deed.ts';
import { kindOfSubject, normalised } from './kind.ts';

export interface Fingerprint {
  fingerprint: string;
  /** What it is made of, a line each. */
  shape: string[];
}

const DIGITS = 10;

/**
 * Of an explained failure that was shrunk: the invariant, what it says, how what showed it was stored, and what the
 * service did that stored it, each thing once. Ids, numbers, times and instances are not in it, nor which fault it took: a
 * crash and a lost reply may well expose the same.
 */
export function fingerprintOf(explanation: Explanation): Fingerprint {
  const shape = shapeOf(explanation);
  const hash = createHash('sha256').update(shape.join('\n')).digest('hex');
  return { fingerprint: hash.slice(0, DIGITS), shape };
}

function shapeOf(explanation: Explanation): string[] {
  const { violation, verdict, reason } = explanation;
  if (verdict === 'crashed' || verdict === 'escaped') return [verdict, normalised(reason)];
  const head = violation
    ? [
        `${violation.invariant}, ${kindOfSubject(violation.subject)}`,
        normalised(undrawn(violation.message, explanation)),
      ]
    : [verdict, normalised(reason)];
  const run = new Run(explanation);
  return [...head, ...run.howStored(), ...run.deeds()];
}

/** Shorter ones are letters of words. */
const SHORTEST_DRAWN = 3;

/** A message without what it was asked: names and amounts that were drawn, and documents. */
function undrawn(message: string, { plan }: Explanation): string {
  const requests = (plan.requests ?? []) as { key?: unknown; payload?: unknown; expect?: unknown }[];
  const words = new Set(requests.flatMap(({ key, payload, expect }) => textsIn([key, payload, expect])));
  const drawn = [...words]
    .filter((word) => word.length >= SHORTEST_DRAWN)
    .sort((a, b) => b.length - a.length);
  const text = message.replaceAll(/\{[^{}]*\}|\[[^[\]]*\]/g, '…');
  return drawn.reduce((rest, word) => rest.replaceAll(wholeWord(word, 'g'), '…'), text);
}

class Run {
  readonly #run: Explanation;
  readonly #serviceOf: Map<string, string>;
  readonly #requests = new Map<string, Message>();
  readonly #replies = new Map<string, Message>();
  /** That showed the violation; undefined: an answer did, or what was never done. */
  readonly #commit: Event | undefined;

  constructor(run: Explanation) {
    this.#run = run;
    this.#serviceOf = new Map(run.lanes.map(({ name, service }) => [name, service]));
    for (const message of run.messages)
      if (message.answers === null) this.#requests.set(message.id, message);
      else this.#replies.set(message.answers, message);
    this.#commit = this.#shownBy().findLast(({ kind }) => kind === 'commit');
  }

  /** What was written, what the same process did about it just before, and who had asked for it. */
  howStored(): string[] {
    const write = this.#run.messages.find(({ id }) => id === this.#commit?.change?.message);
    if (!write) return [];
    const before = this.#run.messages.findLast(
      (other) =>
        other.from === write.from &&
        other.sentMs < write.sentMs &&
        this.#isAsked(other) &&
        this.#isAbout(other),
    );
    const asked = this.#run.messages.findLast(
      (other) =>
        other.protocol === 'http' &&
        other.to === write.from &&
        this.#isAsked(other) &&
        this.#isAbout(other) &&
        other.arrivedMs !== null &&
        other.arrivedMs <= write.sentMs &&
        (this.#replies.get(other.id)?.sentMs ?? Number.POSITIVE_INFINITY) >= write.sentMs,
    );
    const error = before ? errorIn(this.#replies.get(before.id)) : '';
    // The same for another subject may as well have been another instance's.
    const isTold = before && (error !== '' || this.#told(before) !== this.#told(write));
    return [
      this.#told(write),
      ...(isTold ? [`after ${this.#told(before)}${error}`] : []),
      ...(asked ? [`for ${this.#told(asked)}`] : []),
    ];
  }

  /** What was done until then by whom it may be the doing of, each thing once. */
  deeds(): string[] {
    const { messages, violation, toMs } = this.#run;
    const until = messages.filter(({ sentMs }) => sentMs <= (violation?.atMs ?? toMs));
    const behind = this.#behind();
    const deeds = behind ? this.#deedsOf(behind, until) : this.#whoHeard(until);
    return [...new Set(deeds)].sort();
  }

  #deedsOf(services: ReadonlySet<string>, messages: readonly Message[]): string[] {
    return messages
      .filter((message) => this.#isAsked(message) && services.has(this.#serviceOf.get(message.from)!))
      .map((message) => this.#told(message));
  }

  /** Who did what about the subject, who heard of it by what, and what those services look at that never did. */
  #whoHeard(messages: readonly Message[]): string[] {
    const about = messages.filter((message) => this.#isAbout(message));
    const writes = about.filter(
      (message) => message.protocol === 'mongodb' && this.#isAsked(message) && !isRead(message.body),
    );
    const writers = new Set(writes.map(({ from }) => this.#serviceOf.get(from)));
    const heard = new Set(
      about.flatMap(({ from, to }) => [from, to].map((lane) => this.#serviceOf.get(lane))),
    );
    const services = Object.keys((this.#run.plan.topology as { instances?: object })?.instances ?? {});
    const others = new Set(services.filter((service) => !heard.has(service)));
    return [
      ...about.flatMap((message) => this.#toldOf(message, writers)),
      ...this.#deedsOf(
        others,
        messages.filter(({ body }) => isRead(body)),
      ),
    ];
  }

  /** Who stored what showed it, or answered it; undefined: nothing that was done showed it, but what never was. */
  #behind(): Set<string> | undefined {
    if (this.#commit) return new Set([this.#serviceOf.get(this.#commit.change?.by ?? '') ?? '']);
    const asked = this.#shownBy().flatMap(({ kind, lane }) =>
      kind === 'answer'
        ? this.#run.messages.filter(({ from, protocol }) => from === lane && protocol === 'http')
        : [],
    );
    if (asked.length === 0) return undefined;
    return new Set(asked.map(({ to }) => this.#serviceOf.get(to)!));
  }

  /** What a majority has stored becomes known many at once: only what is about the subject. */
  #shownBy(): Event[] {
    const { events, violation } = this.#run;
    const { seq = null } = events.find(({ id }) => id === violation?.event) ?? {};
    return events.filter(
      (event) => seq !== null && event.seq === seq && event.subjects.includes(violation!.subject),
    );
  }

  #isAbout({ subjects }: Message): boolean {
    const { subject, related = [] } = this.#run.violation ?? {};
    return subjects.some((one) => one === subject || related.includes(one));
  }

  /** Asked of another, and told by more than how it fared. */
  #isAsked(message: Message): boolean {
    const [by, whom] = [this.#serviceOf.get(message.from), this.#serviceOf.get(message.to)];
    return !message.isNoise && message.answers === null && by !== whom && deedIn(message) !== undefined;
  }

  /** Who writes it knows of it; that it is read again, as when it is asked twice, is by chance. */
  #toldOf(message: Message, writers: ReadonlySet<string | undefined>): string[] {
    const asked = this.#requests.get(message.answers ?? message.id);
    if (asked === undefined) return [];
    const by = this.#serviceOf.get(asked.from);
    if (asked.protocol === 'mongodb' && writers.has(by) && isRead(asked.body)) return [];
    if (this.#isAsked(message)) return [this.#told(message)];
    const deed = message.answers !== null && asked.protocol === 'mongodb' ? commandIn(asked.body) : undefined;
    return deed === undefined || writers.has(by) ? [] : [`${by} hears of it by ${deed}`];
  }

  #told(message: Message): string {
    const place = message.stack.find((frame) => !frame.includes('node_modules/'));
    const [by, whom] = [message.from, message.to].map((lane) => this.#serviceOf.get(lane));
    return `${by} → ${whom}: ${deedIn(message)}${place === undefined ? '' : ` in ${placeOf(place)}`}`;
  }
}
