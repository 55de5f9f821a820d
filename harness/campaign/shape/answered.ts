/** An answer broke the rule: what it says, and what had been asked. */
import type { Evidence } from './evidence.ts';

export function answeredShape(evidence: Evidence): string[] | undefined {
  const { violation, messages, shownBy } = evidence;
  const answer = shownBy.findLast(({ kind }) => kind === 'answer');
  if (!answer) return undefined;
  const asked = messages.findLast(
    (message) =>
      message.from === answer.lane &&
      message.protocol === 'http' &&
      message.answers === null &&
      evidence.isAbout(message) &&
      evidence.replyTo(message)?.arrivedMs === answer.atMs,
  );
  return [violation.invariant, evidence.said, ...(asked ? [evidence.told(asked)] : [])];
}
