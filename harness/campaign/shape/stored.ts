/** What was stored broke the rule: what it was, what the same process had done about it just before, and for whom. */
import type { Message } from '../../explanation/index.ts';
import { kindOfSubject } from '../kind.ts';
import { deedIn, errorIn } from './deed.ts';
import type { Evidence } from './evidence.ts';

export function storedShape(evidence: Evidence): string[] | undefined {
  const { violation, run, messages } = evidence;
  const commit = evidence.shownBy.findLast(({ kind }) => kind === 'commit');
  if (!commit) return undefined;
  const head = `${violation.invariant}, ${kindOfSubject(violation.subject)}`;
  const write = run.messages.find(({ id }) => id === commit.change?.message);
  if (!write) return [head, `${commit.change?.op} ${commit.change?.coll}`];
  const asks = messages.filter((other) => evidence.isAsked(other) && other.sentMs < write.sentMs);
  const asked = asks.findLast(
    (other) =>
      other.protocol === 'http' &&
      other.to === write.from &&
      evidence.isAbout(other) &&
      other.arrivedMs !== null &&
      other.arrivedMs <= write.sentMs &&
      (evidence.replyTo(other)?.sentMs ?? Number.POSITIVE_INFINITY) >= write.sentMs,
  );
  // What it is known by to who asked may be nothing that is stored with it, such as the id of a message.
  const isForIt = ({ sentMs, subjects }: Message) =>
    asked !== undefined &&
    sentMs >= asked.arrivedMs! &&
    subjects.some((subject) => asked.subjects.includes(subject));
  const before = asks.findLast(
    (other) => other.from === write.from && (evidence.isAbout(other) || isForIt(other)),
  );
  const error = before ? errorIn(evidence.replyTo(before)) : '';
  // The same for another subject may as well have been another instance's.
  const isTold = before && (error !== '' || evidence.told(before) !== evidence.told(write));
  return [
    head,
    evidence.told(write),
    ...(isTold ? [`after ${evidence.told(before)}${error}`] : []),
    // Whoever asked it.
    ...(asked ? [`for ${deedIn(asked)} of ${evidence.serviceOf(asked.to)}`] : []),
  ];
}
