/** What a bug's file says of its cause, looked for in the explanation of a failure of it. */
import { type Event, type Explanation, lostWrites, type Message } from '../../harness/explanation/index.ts';
import type { BugCause, BugMoment } from '../../harness/scenario/bug.ts';

export interface Moment {
  /** Of the event or message, and of those that are the same seen from elsewhere: the write and what it committed. */
  ids: string[];
  atMs: number;
  /** A write goes on from when it is sent to when it is stored. */
  untilMs: number;
}

/** Of several the first that there is; undefined: nothing in it is such a moment. */
export function momentIn(explanation: Explanation, moments: BugCause['moment']): Moment | undefined {
  for (const moment of Array.isArray(moments) ? moments : [moments]) {
    const found = oneIn(explanation, moment);
    if (found) return found;
  }
  return undefined;
}

function oneIn(explanation: Explanation, moment: BugMoment): Moment | undefined {
  const { violation, events, messages, lanes } = explanation;
  const untilMs = violation?.atMs ?? explanation.toMs;
  const services = new Map(lanes.map(({ name, service }) => [name, service]));
  const isBy = (name: string | null | undefined, service: string | undefined) =>
    service === undefined || services.get(name ?? '') === service;
  const kinds = [moment.is].flat();
  const says = (label: string) => label.includes(moment.says ?? '');
  const isEvent = ({ kind, label, lane, subjects, strong, change }: Event) =>
    kinds.includes(kind) &&
    says(label) &&
    // What befalls a process is about nobody.
    (strong || subjects.length === 0) &&
    isBy(kind === 'commit' ? change?.by : lane, moment.by) &&
    (moment.coll === undefined || `${change?.db}.${change?.coll}` === moment.coll);
  const isMessage = ({ label, from, to, strong }: Message) =>
    says(label) && strong && isBy(from, moment.by) && isBy(to, moment.to);
  const sentMs = new Map(messages.map(({ id, sentMs }) => [id, sentMs]));
  const repliesTo = (id: string) => messages.filter(({ answers }) => answers === id).map(({ id }) => id);
  const fits = [
    ...events.filter(isEvent).map((event) => {
      const { id, atMs, change: { message } = {} } = event;
      return {
        ids: [id, ...(message ? [message] : []), ...faultsOf(explanation, event)],
        atMs: sentMs.get(message ?? '') ?? atMs,
        untilMs: atMs,
      };
    }),
    ...(kinds.includes('message') ? messages : []).filter(isMessage).map(({ id, sentMs, answers }) => ({
      ids: [id, ...(answers === null ? [] : [answers]), ...repliesTo(id), ...madeBy(events, id)],
      atMs: sentMs,
      untilMs: sentMs,
    })),
    ...(kinds.includes('lost') ? lostWrites(explanation) : [])
      .filter(({ write }) => isMessage(write))
      .map(({ write, asked, told }) => ({
        ids: [write.id, asked.id, told.id],
        atMs: write.sentMs,
        untilMs: told.sentMs,
      })),
  ]
    .filter((fit) => fit.untilMs <= untilMs)
    .sort((a, b) => a.atMs - b.atMs);
  return moment.isFirst ? fits[0] : fits.at(-1);
}

/** The fault that begins, strikes or ends there: it is what a story tells of. */
const faultsOf = ({ faults }: Explanation, { kind, label, atMs }: Event): string[] =>
  kind !== 'fault'
    ? []
    : faults
        .filter((fault) => label.startsWith(`${fault.kind} `) && fault.fromMs <= atMs && atMs <= fault.toMs)
        .map(({ id }) => id);

const madeBy = (events: readonly Event[], message: string): string[] =>
  events.filter(({ change }) => change?.message === message).map(({ id }) => id);

export interface Named {
  process: boolean;
  /** True as well where no fault is left to be named. */
  fault: boolean;
  moment: boolean;
}

/** Which of its cause the sentence and the story of an explanation name. */
export function namedIn(explanation: Explanation, cause: BugCause): Named {
  const { sentence, story, lanes, faults } = explanation;
  const clauses = [{ text: sentence, ref: undefined }, ...story.flatMap(({ clauses }) => clauses)];
  const refs = new Set(clauses.flatMap(({ ref }) => ref ?? []));
  const text = clauses.map(({ text }) => text).join('\n');
  const instances = lanes.filter(({ service }) => service === cause.process);
  // Where a race is enough, any fault may have brought it about.
  const causing = faults.filter(({ kind }) => cause.faults.length === 0 || cause.faults.includes(kind));
  const moment = momentIn(explanation, cause.moment);
  return {
    process: instances.some(({ name }) => text.includes(name)),
    fault: faults.length === 0 || causing.some(({ id, kind }) => refs.has(id) || text.includes(kind)),
    moment: moment?.ids.some((id) => refs.has(id)) ?? false,
  };
}
