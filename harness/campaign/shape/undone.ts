/**
 * Something is missing in the end: what was stored of it last, and as what; who else heard of that, and where those look
 * that never did. Which rule notices first, and whether somebody had been promised it, is by chance.
 */
import type { Event, Message } from '../../explanation/index.ts';
import { kindOfSubject } from '../kind.ts';
import { commandIn, isPointRead, isRead } from './deed.ts';
import type { Evidence } from './evidence.ts';

type Commit = Event & { change: NonNullable<Event['change']> };

export function undoneShape(evidence: Evidence): string[] {
  const { violation, run } = evidence;
  const { subject, atMs } = violation;
  const commits = ofItself(
    run.events.filter(
      (event): event is Commit =>
        event.change !== undefined && event.atMs <= atMs && event.subjects.includes(subject),
    ),
  );
  const last = commits.findLast(({ change }) => !isForAnother(evidence, change)) ?? commits.at(-1);
  if (!last) return [violation.invariant, evidence.said];
  const { db, coll, by } = last.change;
  const writers = new Set(commits.map(({ change }) => evidence.serviceOf(change.by ?? '')));
  // Of where it is alone: what else a service reads is other work.
  const reads = evidence.messages.filter(
    (message) =>
      message.answers === null &&
      !message.isNoise &&
      isRead(message.body) &&
      !isPointRead(message.body) &&
      commandIn(message.body)!.split(' ')[1] === coll &&
      !writers.has(evidence.serviceOf(message.from)),
  );
  const hears = reads.filter((message) => isToldOf(evidence, message));
  const hearers = new Set(hears.map(({ from }) => evidence.serviceOf(from)));
  const others = reads.filter(
    (message) => evidence.isAsked(message) && !hearers.has(evidence.serviceOf(message.from)),
  );
  return [
    `${kindOfSubject(subject)}, in the end`,
    `${evidence.serviceOf(by ?? 'somebody')}: ${db}.${coll} ${becameOf(evidence, last)}`,
    ...sortedOnce(
      hears.map((message) => `${evidence.serviceOf(message.from)} hears of it by ${way(message)}`),
    ),
    ...sortedOnce(others.map((message) => evidence.told(message))),
  ];
}

/** What a service does for another that asked it is that one's step, which may have come to no more than to ask. */
const isForAnother = (evidence: Evidence, { by, message }: Commit['change']): boolean => {
  const write = evidence.run.messages.find(({ id }) => id === message);
  const asked = write && evidence.servedBy(write, evidence.messages);
  return asked !== undefined && asked.to === by && !evidence.isClient(asked.from);
};

/** Without what others have added where it is as well, as in a stream. */
function ofItself(commits: readonly Commit[]): Commit[] {
  const first = new Map<string, ReadonlySet<string>>();
  return commits.filter(({ change: { db, coll, id }, subjects }) => {
    const key = JSON.stringify([db, coll, id]);
    const known = first.get(key) ?? new Set(subjects);
    first.set(key, known);
    return subjects.every((subject) => known.has(subject));
  });
}

/** Of what changes, what it has in the end. What comes once says by where it is what it is: its kind is that of the work. */
function becameOf(evidence: Evidence, { change: { op, after } }: Commit): string {
  return op === 'update' && after ? `has ${fieldsOf(evidence, after).join(', ')}` : op;
}

/** Those that hold something; with a word of the service's own, such as a status, what they hold. */
const fieldsOf = (evidence: Evidence, doc: object): string[] =>
  Object.entries(doc)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => (isWord(value) && !evidence.drawn.has(value) ? `${name} ${value}` : name))
    .sort();

const isWord = (value: unknown): value is string =>
  typeof value === 'string' && /^[a-z]+([_-][a-z]+)*$/i.test(value);

const isToldOf = (evidence: Evidence, asked: Message): boolean => {
  const reply = evidence.replyTo(asked);
  return reply !== undefined && evidence.isAbout(reply);
};

/** Whether it comes with the first of a change stream or with more of it is by chance. */
const way = ({ body }: Message): string => commandIn(body)!.replace(/^(aggregate|getMore)/, 'following');

const sortedOnce = (lines: readonly string[]): string[] => [...new Set(lines)].sort();
