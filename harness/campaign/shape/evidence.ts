/** What shapes are made of, looked up in an explained run. */
import type { Event, ExplainedViolation, Explanation, Message } from '../../explanation/index.ts';
import { textsIn } from '../../texts-in.ts';
import { wholeWord } from '../../whole-word.ts';
import { normalised } from '../kind.ts';
import { deedIn, placeOf } from './deed.ts';

/** Shorter ones are letters of words. */
const SHORTEST_DRAWN = 3;

export class Evidence {
  readonly run: Explanation;
  readonly violation: ExplainedViolation;
  /** Those sent by the time it was shown. */
  readonly messages: readonly Message[];
  readonly #services: ReadonlyMap<string, string>;
  readonly #clients: ReadonlySet<string>;
  readonly #byId: ReadonlyMap<string, Message>;
  readonly #replies: ReadonlyMap<string | null, Message>;

  constructor(run: Explanation, violation: ExplainedViolation) {
    this.run = run;
    this.violation = violation;
    this.messages = run.messages.filter(({ sentMs }) => sentMs <= violation.atMs);
    this.#services = new Map(run.lanes.map(({ name, service }) => [name, service]));
    this.#clients = new Set(run.lanes.filter(({ kind }) => kind === 'client').map(({ name }) => name));
    this.#byId = new Map(run.messages.map((message) => [message.id, message]));
    this.#replies = new Map(run.messages.map((message) => [message.answers, message]));
  }

  serviceOf(lane: string): string {
    return this.#services.get(lane) ?? lane;
  }

  isClient(lane: string): boolean {
    return this.#clients.has(lane);
  }

  replyTo({ id }: Message): Message | undefined {
    return this.#replies.get(id);
  }

  askedBy({ answers }: Message): Message | undefined {
    return answers === null ? undefined : this.#byId.get(answers);
  }

  /** Of these the last request about the subject that who sent the message was at. */
  servedBy({ from, sentMs }: Message, requests: readonly Message[]): Message | undefined {
    return requests.findLast(
      (request) =>
        request.protocol === 'http' &&
        request.to === from &&
        this.isAsked(request) &&
        this.isAbout(request) &&
        request.arrivedMs !== null &&
        request.arrivedMs <= sentMs &&
        (this.replyTo(request)?.sentMs ?? Number.POSITIVE_INFINITY) >= sentMs,
    );
  }

  /** What showed it. What a majority has stored becomes known many at once: only what is about whom the violation names. */
  get shownBy(): Event[] {
    const { events } = this.run;
    const { seq = null, subjects = [] } = events.find(({ id }) => id === this.violation.event) ?? {};
    return events.filter(
      (event) =>
        seq !== null &&
        event.seq === seq &&
        event.kind !== 'violation' &&
        event.subjects.some((subject) => subjects.includes(subject)),
    );
  }

  /** About the subject, or about whom it has to do with. */
  isAbout({ subjects }: Pick<Message, 'subjects'>): boolean {
    const { subject, related } = this.violation;
    return subjects.some((one) => one === subject || related.includes(one));
  }

  /** Asked of another, and told by more than how it fared. */
  isAsked(message: Message): boolean {
    const isOther = this.serviceOf(message.from) !== this.serviceOf(message.to);
    return !message.isNoise && message.answers === null && isOther && deedIn(message) !== undefined;
  }

  /** `api → database: insert orders w:majority in api/main.ts`. */
  told(message: Message): string {
    const [by, whom] = [message.from, message.to].map((lane) => this.serviceOf(lane));
    return `${by} → ${whom}: ${this.deed(message)}`;
  }

  /** The same, whoever does it. */
  deed(message: Message): string {
    const place = message.stack.find((frame) => !frame.includes('node_modules/'));
    return `${deedIn(message)}${place === undefined ? '' : ` in ${placeOf(place)}`}`;
  }

  /** Words of what was asked: names and amounts. */
  get drawn(): ReadonlySet<string> {
    const requests = (this.run.plan.requests ?? []) as {
      key?: unknown;
      payload?: unknown;
      expect?: unknown;
    }[];
    return new Set(requests.flatMap(({ key, payload, expect }) => textsIn([key, payload, expect])));
  }

  /** What the violation says, without that, and without documents. */
  get said(): string {
    const drawn = [...this.drawn]
      .filter((word) => word.length >= SHORTEST_DRAWN)
      .sort((a, b) => b.length - a.length);
    const text = this.violation.message.replaceAll(/\{[^{}]*\}|\[[^[\]]*\]/g, '…');
    return normalised(drawn.reduce((rest, word) => rest.replaceAll(wholeWord(word, 'g'), '…'), text));
  }
}
