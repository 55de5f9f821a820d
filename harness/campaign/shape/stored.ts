/** What was stored broke the rule: what it was, what the same process had done about it just before, and for whom. */
import type { Message } from '../../explanation/index.ts';
import { kindOfSubject } from '../kind.ts';
import { commandIn, deedIn, errorIn, isMore } from './deed.ts';
import type { Evidence } from './evidence.ts';

export function storedShape(evidence: Evidence): string[] | undefined {
  const { violation, run, messages } = evidence;
  const commit = evidence.shownBy.findLast(({ kind }) => kind === 'commit');
  if (!commit) return undefined;
  const head = `${violation.invariant}, ${kindOfSubject(violation.subject)}`;
  const write = run.messages.find(({ id }) => id === commit.change?.message);
  if (!write) return [head, `${commit.change?.op} ${commit.change?.coll}`];
  const asks = messages.filter((other) => evidence.isAsked(other) && other.sentMs < write.sentMs);
  const asked = evidence.servedBy(write, asks);
  // What it is known by to who asked may be nothing that is stored with it, such as the id of a message.
  const isForIt = ({ sentMs, subjects }: Message) =>
    asked !== undefined &&
    sentMs >= asked.arrivedMs! &&
    subjects.some((subject) => asked.subjects.includes(subject));
  const done = asks.filter(
    (other) => other.from === write.from && (evidence.isAbout(other) || isForIt(other)),
  );
  return [
    head,
    evidence.told(write),
    ...before(evidence, write, done),
    // Whoever asked it.
    ...(asked ? [`for ${deedIn(asked)} of ${evidence.serviceOf(asked.to)}`] : []),
  ];
}

/** What it had asked last, or what it had heard by following since. */
function before(evidence: Evidence, write: Message, done: readonly Message[]): string[] {
  const last = done.at(-1);
  const heard = evidence.messages.findLast(
    (reply) =>
      reply.to === write.from &&
      reply.arrivedMs !== null &&
      reply.arrivedMs < write.sentMs &&
      reply.arrivedMs > (last?.sentMs ?? 0) &&
      evidence.isAbout(reply) &&
      isMore(evidence.askedBy(reply)?.body),
  );
  if (heard)
    return [
      `after ${evidence.serviceOf(write.from)} hears of it by ${commandIn(evidence.askedBy(heard)?.body)}`,
    ];
  if (!last) return [];
  const error = errorIn(evidence.replyTo(last));
  // The same for another subject may as well have been another instance's.
  const isTold = error !== '' || evidence.told(last) !== evidence.told(write);
  return isTold ? [`after ${evidence.told(last)}${error}`] : [];
}
